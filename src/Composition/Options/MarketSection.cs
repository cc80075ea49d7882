namespace TradingBase.Composition.Options;

/// <summary>A market that the desk looks at.</summary>
public sealed record MarketSection
{
    /// <summary>Name in the catalogue, such as <c>us-equities</c>; required.</summary>
    public string Name { get; init; } = "";

    /// <summary>Bare symbols that the desk keeps to, such as <c>AAPL</c>.</summary>
    /// <value>The default, an empty list, means all that the data hold.</value>
    public IReadOnlyList<string> Instruments { get; init; } = [];

    /// <summary>How often a live desk reviews the market, minutes; 1 to 10,080.</summary>
    /// <value>The default, null, is the catalogue's own.</value>
    public int? CadenceMinutes { get; init; }

    /// <summary>Whether long and short of one instrument are held apart.</summary>
    /// <value>The default is false: positions net.</value>
    public bool Hedging { get; init; }
}
