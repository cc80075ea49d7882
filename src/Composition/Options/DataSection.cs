namespace TradingBase.Composition.Options;

/// <summary>Where bars come from.</summary>
public sealed record DataSection
{
    /// <summary>Kind of feed in the roster.</summary>
    /// <value>The default is <c>simulated</c>, which needs nothing to download.</value>
    public string Kind { get; init; } = "simulated";

    /// <summary>Folder of a feed that reads files, absolute or relative to the working directory.</summary>
    /// <value>The default is null; <c>csv</c> needs one.</value>
    public string? Folder { get; init; }

    /// <summary>Seed of a simulated feed; the same seed gives the same bars.</summary>
    /// <value>The default is 1.</value>
    public int Seed { get; init; } = 1;

    /// <summary>Instruments that a simulated feed makes over all markets; 4 to 10,000.</summary>
    /// <value>The default is 12.</value>
    public int Instruments { get; init; } = 12;
}
