using TradingBase.Composition.Options;
using TradingBase.Desk;
using TradingBase.Risk;
using TradingBase.Strategy;

namespace TradingBase.Composition;

/// <summary>The configuration of a desk: what the one file says, and defaults for what it does not.</summary>
/// <remarks>
/// The file's properties are these properties in camel case. Their types and bounds stand in
/// <c>tradingbase.schema.json</c>, which <see cref="OptionsReader"/> reads every file against.
/// </remarks>
public sealed record TradingBaseOptions
{
    /// <summary>Name, currency and starting cash.</summary>
    public DeskSection Desk { get; init; } = new();

    /// <summary>Markets that the desk looks at.</summary>
    /// <value>The default, an empty list, means all of the catalogue.</value>
    public IReadOnlyList<MarketSection> Markets { get; init; } = [];

    /// <summary>Analysts who are consulted, by name.</summary>
    /// <value>The default, an empty list, means all of the roster.</value>
    public IReadOnlyList<string> Analysts { get; init; } = [];

    /// <summary>How insights become target weights.</summary>
    public StrategySection Strategy { get; init; } = new();

    /// <summary>Bounds that the gate and the wire keep.</summary>
    public RiskLimits Risk { get; init; } = new();

    /// <summary>Brokers with real venues, and the markets that they serve.</summary>
    /// <value>The default, an empty list, trades everything on paper.</value>
    public IReadOnlyList<BrokerSection> Brokers { get; init; } = [];

    /// <summary>Which orders are worked in slices, and how.</summary>
    public ExecutionOptions Execution { get; init; } = new();

    /// <summary>When the desk holds itself back.</summary>
    public GuardOptions Guard { get; init; } = new();

    /// <summary>How books and venues are compared.</summary>
    public ReconciliationOptions Reconciliation { get; init; } = new();

    /// <summary>Who is told of alerts.</summary>
    public AlertsSection Alerts { get; init; } = new();

    /// <summary>Where inference may be bought.</summary>
    public ComputeSection Compute { get; init; } = new();

    /// <summary>Where bars come from.</summary>
    public DataSection Data { get; init; } = new();

    /// <summary>How the paper venue fills, and what it takes.</summary>
    public PaperSection Paper { get; init; } = new();

    /// <summary>Where the host listens.</summary>
    public HttpSection Http { get; init; } = new();

    /// <summary>Which queues the host reads.</summary>
    public QueueSection Queues { get; init; } = new();

    /// <summary>How long the journal's lines are kept.</summary>
    public JournalSection Journal { get; init; } = new();

    /// <summary>How long histories of orchestrations are kept.</summary>
    public StoreSection Store { get; init; } = new();

    /// <summary>What approved orders are signed with.</summary>
    public SigningSection Signing { get; init; } = new();

    /// <summary>Daily bars in a snapshot; 2 to 5,000.</summary>
    /// <value>The default is 260, a trading year and some days.</value>
    public int LookBack { get; init; } = 260;
}
