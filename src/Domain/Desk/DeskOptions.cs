namespace TradingBase.Desk;

/// <summary>How this desk works; read from configuration.</summary>
public sealed record DeskOptions
{
    /// <summary>Name in records.</summary>
    /// <value>The default is <c>desk</c>.</value>
    public string Name { get; init; } = "desk";

    /// <summary>What everything is counted in.</summary>
    /// <value>The default is <c>USD</c>.</value>
    public string BaseCurrency { get; init; } = "USD";

    /// <summary>Cash that a new paper account is opened with, base currency; zero or more.</summary>
    /// <value>The default is 1,000,000.</value>
    public decimal StartingCash { get; init; } = 1_000_000m;

    /// <summary>Markets that a live desk reviews, by name.</summary>
    /// <value>The default is every market of the catalogue.</value>
    public IReadOnlyList<string> Markets { get; init; } = ["us-equities", "crypto-spot", "fx", "commodities"];

    /// <summary>
    /// Instruments to which a market is narrowed, by market; a market that is not named has all.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Instruments { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Cadence of markets that do not use the catalogue's, by market.</summary>
    public IReadOnlyDictionary<string, TimeSpan> Cadences { get; init; } = new Dictionary<string, TimeSpan>();

    /// <summary>Analysts who are consulted, by name.</summary>
    public IReadOnlyList<string> Analysts { get; init; } = [];

    /// <summary>Daily bars in a snapshot; 2 to 5,000.</summary>
    /// <value>The default is 260, a trading year and some days.</value>
    public int LookBack { get; init; } = 260;

    /// <summary>Instruments that one analyst looks at in one activity; greater than zero.</summary>
    /// <value>The default is 50.</value>
    public int BatchSize { get; init; } = 50;

    /// <summary>How long an analyst may wait for inference; greater than zero.</summary>
    /// <value>The default is two minutes.</value>
    public TimeSpan InferencePatience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Age from which on a price or a rate is told as stale; greater than zero.</summary>
    /// <value>The default is four days: daily bars over a long week-end.</value>
    public TimeSpan StaleAfter { get; init; } = TimeSpan.FromDays(4);

    /// <summary>How long a live order may work before it is taken back; greater than zero.</summary>
    /// <value>The default is one day.</value>
    public TimeSpan OrderPatience { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long an order waits for a person's approval; greater than zero.</summary>
    /// <value>The default is 15 minutes; silence is a refusal.</value>
    public TimeSpan ApprovalPatience { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// How long after an order ended unfilled at a venue it is asked once more for late fills; zero or more.
    /// </summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan LateFillPatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether recorded or simulated time is all there is: live cycles see no new bars.</summary>
    public bool Simulated { get; init; }
}
