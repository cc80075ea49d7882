using System.Collections.ObjectModel;
using System.Runtime.CompilerServices;

namespace TradingBase.Risk;

/// <summary>The bounds of the desk: what the rules of the gate and the check at the wire keep.</summary>
/// <remarks>
/// Immutable. Shares are fractions: 0.10 means 10 %. Source of the defaults: SEC 15c3-5, EU RTS 6, and
/// practice.
/// </remarks>
public sealed record RiskLimits
{
    /// <summary>Largest order, units; greater than zero.</summary>
    /// <value>The default is 10,000,000.</value>
    public decimal MaxOrderQuantity { get; init => field = Check.Positive(value); } = 10_000_000m;

    /// <summary>Largest worth of an order, base currency; greater than zero.</summary>
    /// <value>The default is 250,000.</value>
    public decimal MaxOrderNotional { get; init => field = Check.Positive(value); } = 250_000m;

    /// <summary>
    /// Worth of an order that the wire refuses whatever the gate said, base currency; greater than zero.
    /// </summary>
    /// <value>The default is 500,000.</value>
    public decimal HardOrderNotional { get; init => field = Check.Positive(value); } = 500_000m;

    /// <summary>Worth above which an order waits for a person, base currency; greater than zero.</summary>
    /// <value>The default, null, means never.</value>
    public decimal? ApprovalNotional
    {
        get;
        init => field = value is { } worth ? Check.Positive(worth) : null;
    }

    /// <summary>Largest share of the average day's volume; above 0, at most 1.</summary>
    /// <value>The default is 2.5 %.</value>
    public Ratio MaxVolumeShare { get; init => field = Share(value); } = Ratio.FromPercent(2.5m);

    /// <summary>How much worse than the reference an order's price may be; above 0, at most 1.</summary>
    /// <value>The default is 5 %.</value>
    public Ratio PriceCollar { get; init => field = Share(value); } = Ratio.FromPercent(5);

    /// <summary>Sessions that may have ended since the reference became known; zero or more.</summary>
    /// <value>The default is 3.</value>
    public int MaxMissedSessions { get; init => field = Count(value); } = 3;

    /// <summary>How old a decision may be when it is judged; greater than zero.</summary>
    /// <value>The default is one day: one bar.</value>
    public TimeSpan DecisionTimeToLive { get; init => field = Check.Positive(value); } = TimeSpan.FromDays(1);

    /// <summary>How long after its approval an order may be sent; greater than zero.</summary>
    /// <value>The default is one hour.</value>
    public TimeSpan ApprovalTimeToLive { get; init => field = Check.Positive(value); }
        = TimeSpan.FromHours(1);

    /// <summary>Share of an order's needs that is kept free on top, for fees and slippage; 0 to 1.</summary>
    /// <value>The default is 1 %.</value>
    public Ratio BuyingPowerBuffer { get; init => field = ShareOrNone(value); } = Ratio.FromPercent(1);

    /// <summary>Cash kept beside the proceeds of a short sale, as a share of its worth; 0 to 1.</summary>
    /// <value>The default is 50 %.</value>
    public Ratio ShortMargin { get; init => field = ShareOrNone(value); } = Ratio.FromPercent(50);

    /// <summary>Largest worth of one instrument as a share of equity; greater than zero.</summary>
    /// <value>The default is 25 %.</value>
    public Ratio MaxConcentration { get; init => field = Multiple(value); } = Ratio.FromPercent(25);

    /// <summary>Largest sum of all worths, signs dropped, as a share of equity; greater than zero.</summary>
    /// <value>The default is 100 %.</value>
    public Ratio MaxGrossExposure { get; init => field = Multiple(value); } = Ratio.FromPercent(100);

    /// <summary>Largest sum of all signed worths, as a share of equity; greater than zero.</summary>
    /// <value>The default is 100 %.</value>
    public Ratio MaxNetExposure { get; init => field = Multiple(value); } = Ratio.FromPercent(100);

    /// <summary>Largest loss of a day, as a share of its first equity; above 0, at most 1.</summary>
    /// <value>The default is 3 %.</value>
    public Ratio MaxDailyLoss { get; init => field = Share(value); } = Ratio.FromPercent(3);

    /// <summary>Deepest fall of equity below its peak; above 0, at most 1.</summary>
    /// <value>The default is 20 %.</value>
    public Ratio MaxDrawdown { get; init => field = Share(value); } = Ratio.FromPercent(20);

    /// <summary>How long an order like an earlier one is taken for the same one; greater than zero.</summary>
    /// <value>The default is one minute.</value>
    public TimeSpan DuplicateWindow { get; init => field = Check.Positive(value); } = TimeSpan.FromMinutes(1);

    /// <summary>How many orders may be open at once; zero or more.</summary>
    /// <value>The default is 500.</value>
    public int MaxOpenOrders { get; init => field = Count(value); } = 500;

    /// <summary>How many positions may be held or wanted at once; zero or more.</summary>
    /// <value>The default is 1,000.</value>
    public int MaxOpenPositions { get; init => field = Count(value); } = 1_000;

    /// <summary>Smallest worth of an order, base currency; zero or more.</summary>
    /// <value>The default is 1.</value>
    public decimal MinOrderNotional { get; init => field = Check.NotNegative(value); } = 1m;

    /// <summary>Largest sum of one market's worths, signs dropped, as a share of equity; above 0.</summary>
    /// <value>The default is 100 %.</value>
    public Ratio MaxMarketExposure { get; init => field = Multiple(value); } = Ratio.FromPercent(100);

    /// <summary>How many orders may be decided within the rate's window; one or more.</summary>
    /// <value>The default is 1,000.</value>
    public int MaxOrdersInWindow { get; init => field = AtLeastOne(value); } = 1_000;

    /// <summary>The window in which orders are counted for their rate; greater than zero.</summary>
    /// <value>The default is one minute.</value>
    public TimeSpan OrderRateWindow { get; init => field = Check.Positive(value); }
        = TimeSpan.FromMinutes(1);

    /// <summary>How often a strategy may order one side of an instrument in the repeats' window.</summary>
    /// <value>The default is 5; one or more.</value>
    public int MaxRepeats { get; init => field = AtLeastOne(value); } = 5;

    /// <summary>The window in which repeats are counted; greater than zero.</summary>
    /// <value>The default is ten minutes.</value>
    public TimeSpan RepeatWindow { get; init => field = Check.Positive(value); } = TimeSpan.FromMinutes(10);

    /// <summary>Equity that the worth of a position binds, as a share of it; 0 to 1.</summary>
    /// <value>The default is 50 %. Source: US Regulation T, initial margin of equities.</value>
    public Ratio InitialMargin { get; init => field = ShareOrNone(value); } = Ratio.FromPercent(50);

    /// <summary>How many rejections of a market in a row are borne; zero or more.</summary>
    /// <value>The default is 5.</value>
    public int MaxRejections { get; init => field = Count(value); } = 5;

    /// <summary>Whether anything may be ordered.</summary>
    /// <value>The default is true.</value>
    public bool MayTrade { get; init; } = true;

    /// <summary>Whether positions may be opened or grow; false lets only orders pass that shrink.</summary>
    /// <value>The default is true.</value>
    public bool MayOpen { get; init; } = true;

    /// <summary>Instruments that may not be ordered.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<InstrumentId> Restricted { get; init; } = [];

    /// <summary>The only instruments that may be ordered; null lets every one pass.</summary>
    public IReadOnlyList<InstrumentId>? Allowed { get; init; }

    /// <summary>Versions of the program that may trade; null lets every one trade.</summary>
    public IReadOnlyList<string>? ApprovedVersions { get; init; }

    /// <summary>Hashes of the configurations that may trade; null lets every one trade.</summary>
    public IReadOnlyList<string>? ApprovedConfigurations { get; init; }

    /// <summary>Tighter limits of single markets, by name in the catalogue.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyDictionary<string, LimitLayer> Markets { get; init; } = None<string>();

    /// <summary>Tighter limits of single strategies, by name.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyDictionary<string, LimitLayer> Strategies { get; init; } = None<string>();

    /// <summary>Tighter limits of single instruments.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyDictionary<InstrumentId, LimitLayer> Instruments { get; init; } = None<InstrumentId>();

    private static ReadOnlyDictionary<T, LimitLayer> None<T>()
        where T : notnull => ReadOnlyDictionary<T, LimitLayer>.Empty;

    private static int AtLeastOne(int value, [CallerMemberName] string name = "") =>
        value >= 1 ? value : throw Outside(name, value, "One or more");

    private static Ratio Share(Ratio value, [CallerMemberName] string name = "") =>
        value.Value is > 0 and <= 1 ? value : throw Outside(name, value.Value, "A share above 0, at most 1,");

    private static Ratio ShareOrNone(Ratio value, [CallerMemberName] string name = "") =>
        value.Value is >= 0 and <= 1 ? value : throw Outside(name, value.Value, "A share from 0 to 1");

    private static Ratio Multiple(Ratio value, [CallerMemberName] string name = "") =>
        value.Value is > 0 and <= 1_000
            ? value
            : throw Outside(name, value.Value, "A share above 0, at most 1,000,");

    private static int Count(int value, [CallerMemberName] string name = "") =>
        value >= 0 ? value : throw Outside(name, value, "Zero or more");

    private static ArgumentOutOfRangeException Outside(string name, object value, string expected) =>
        new(name, value, $"{expected} was expected.");
}
