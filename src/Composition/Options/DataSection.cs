using TradingBase.Adapters.MarketData;

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
    /// <value>The default is 42.</value>
    public int Seed { get; init; } = 42;

    /// <summary>Instruments that a simulated feed makes over all markets; 1 to 10,000.</summary>
    /// <value>The default is 12.</value>
    public int Instruments { get; init; } = 12;

    /// <summary>First day of a simulated feed; another first day is another world.</summary>
    /// <value>The default is 2024-01-01.</value>
    public DateOnly From { get; init; } = new(2024, 1, 1);

    /// <summary>Last day of a simulated feed; a later last day changes no earlier bar.</summary>
    /// <value>The default, null, is a year after the host's start or the first day.</value>
    public DateOnly? To { get; init; }

    /// <summary>Chooses a simulated feed's days: two years before a desk time to a month behind.</summary>
    /// <param name="deskTime">UTC.</param>
    /// <returns>The section with its days set; desk times of one year see the same world.</returns>
    public DataSection Around(DateTimeOffset deskTime)
    {
        SimulatedFeedOptions around = new SimulatedFeedOptions().Around(deskTime);
        return this with { From = around.From, To = around.To };
    }

    /// <summary>Writes the section as the simulated feed knows it.</summary>
    /// <param name="now">Present of the host, UTC.</param>
    internal SimulatedFeedOptions ToSimulated(DateTimeOffset now)
    {
        DateOnly today = DateOnly.FromDateTime(now.UtcDateTime);
        DateOnly lastDay = To ?? (today > From ? today : From).AddYears(1);
        return new() { Seed = Seed, Instruments = Instruments, From = From, To = lastDay };
    }
}
