using TradingBase.Analysis;
using TradingBase.Journal;
using TradingBase.Portfolio;

namespace TradingBase.Desk;

/// <summary>The whole of one cycle, for readers; the names in JSON are a promise to them.</summary>
/// <param name="CycleId">Which cycle.</param>
/// <param name="Status">Such as <c>completed</c>.</param>
/// <param name="AsOf">Desk time at which it decided, UTC.</param>
/// <param name="DeskTime">Desk time of its last event, UTC.</param>
/// <param name="Simulated">Whether any price behind it is made, not recorded.</param>
/// <param name="RequestedBy">Which trigger or command asked.</param>
/// <param name="Markets">Which markets were reviewed.</param>
/// <param name="Insights">What the debates said.</param>
/// <param name="Skipped">Instruments that got no order, each with the reason.</param>
/// <param name="Orders">Every order with every rule's numbers.</param>
/// <param name="Portfolio">What is owned at the last desk time.</param>
/// <param name="Compute">What inference was used and paid.</param>
/// <param name="Journal">The whole journal's head when the document was read; null as it is kept.</param>
/// <param name="ElapsedMs">How long it took, milliseconds; null as it is kept.</param>
/// <param name="PeakMemoryMb">Largest working set, MiB; null as it is kept.</param>
public sealed record CycleDocument(
    string CycleId, string Status, DateTimeOffset AsOf, DateTimeOffset DeskTime, bool Simulated,
    string RequestedBy,
    IReadOnlyList<CycleMarket> Markets, IReadOnlyList<CycleInsight> Insights,
    IReadOnlyList<CycleSkipped> Skipped,
    IReadOnlyList<CycleOrder> Orders, CyclePortfolio Portfolio, CycleCompute Compute,
    JournalHead? Journal = null, double? ElapsedMs = null, double? PeakMemoryMb = null)
{
    /// <summary>Kind of the record.</summary>
    public const string Kind = "cycle";

    /// <summary>Status of a cycle that came to its end.</summary>
    public const string Completed = "completed";
}

/// <summary>One market of a cycle.</summary>
/// <param name="Market">Which.</param>
/// <param name="Instruments">Bare symbols of what was reviewed.</param>
/// <param name="Context">Bare symbols of what informed only.</param>
/// <param name="LastKnownAt">When the newest fact became known, UTC; never after the desk time.</param>
/// <param name="SnapshotId">Hash of everything that was known.</param>
/// <param name="Simulated">Whether its prices are made, not recorded.</param>
/// <param name="Failure">Why it was not reviewed, or null.</param>
public sealed record CycleMarket(
    string Market, IReadOnlyList<string> Instruments, IReadOnlyList<string> Context,
    DateTimeOffset? LastKnownAt,
    string? SnapshotId, bool Simulated, string? Failure);

/// <summary>One insight of a cycle.</summary>
/// <param name="Market">Which market.</param>
/// <param name="Instrument">Bare symbol.</param>
/// <param name="Stance">From −1, sell, to 1, buy.</param>
/// <param name="Confidence">From 0 to 1.</param>
/// <param name="Horizon">Days.</param>
/// <param name="Disagreement">From 0 to 1.</param>
/// <param name="Bull">The case for buying, from 0 to 1.</param>
/// <param name="Bear">The case for selling, from 0 to 1.</param>
/// <param name="Verdict">The judge's sentence.</param>
/// <param name="TargetWeight">Share of equity that the strategy wants, or null.</param>
/// <param name="LastKnownAt">When its newest price became known, UTC, or null.</param>
/// <param name="Analysts">Every view.</param>
public sealed record CycleInsight(
    string Market, string Instrument, double Stance, double Confidence, int Horizon, double Disagreement,
    double Bull, double Bear, string Verdict, double? TargetWeight, DateTimeOffset? LastKnownAt,
    IReadOnlyList<CycleView> Analysts);

/// <summary>One analyst's view.</summary>
/// <param name="Analyst">Who.</param>
/// <param name="Stance">From −1 to 1.</param>
/// <param name="Confidence">From 0 to 1.</param>
/// <param name="Abstained">Whether there is no view.</param>
/// <param name="Reason">Why, or null.</param>
/// <param name="Evidence">The numbers that it rests on; FEATURES.md has their formulas.</param>
/// <param name="Endpoint">Which endpoint answered, or null for plain code.</param>
/// <param name="Usd">What was paid, US dollars.</param>
public sealed record CycleView(
    string Analyst, double Stance, double Confidence, bool Abstained, string? Reason,
    IReadOnlyList<FeatureValue> Evidence, string? Endpoint, decimal Usd);

/// <summary>An instrument without an order.</summary>
/// <param name="Market">Which market.</param>
/// <param name="Instrument">Bare symbol.</param>
/// <param name="Reason">A sentence with the numbers.</param>
public sealed record CycleSkipped(string Market, string Instrument, string Reason);

/// <summary>One order of a cycle.</summary>
/// <param name="ClientOrderId">Its identity.</param>
/// <param name="Market">Which market.</param>
/// <param name="Instrument">Bare symbol.</param>
/// <param name="Side"><c>buy</c> or <c>sell</c>.</param>
/// <param name="Type">How it wanted to be filled.</param>
/// <param name="Quantity">Units.</param>
/// <param name="LimitPrice">Quote currency, or null.</param>
/// <param name="ReferencePrice">Newest price known to the decision, quote currency.</param>
/// <param name="Verdict"><c>approved</c> or <c>denied</c>.</param>
/// <param name="Rules">Every rule's reading.</param>
/// <param name="State">Where the order ended.</param>
/// <param name="Reason">Why it ended so, or null.</param>
/// <param name="Fills">What was done.</param>
public sealed record CycleOrder(
    string ClientOrderId, string Market, string Instrument, string Side, string Type, decimal Quantity,
    decimal? LimitPrice, decimal ReferencePrice, string Verdict, IReadOnlyList<CycleReading> Rules,
    string State, string? Reason, IReadOnlyList<CycleFill> Fills)
{
    /// <summary>The gate let it through.</summary>
    public const string Approved = "approved";

    /// <summary>The gate refused it.</summary>
    public const string Denied = "denied";
}

/// <summary>One rule's reading.</summary>
/// <param name="Rule">Which rule.</param>
/// <param name="Passed">Whether the order may go on.</param>
/// <param name="Measured">What was measured.</param>
/// <param name="Limit">What was allowed.</param>
/// <param name="Unit">Unit of both.</param>
/// <param name="Reason">A sentence with both numbers.</param>
public sealed record CycleReading(
    string Rule, bool Passed, decimal Measured, decimal Limit, string Unit, string Reason);

/// <summary>One fill.</summary>
/// <param name="Price">Quote currency per unit.</param>
/// <param name="Quantity">Units.</param>
/// <param name="Fee">What the venue took, in the fee's currency.</param>
/// <param name="FeeCurrency">Currency of the fee.</param>
/// <param name="AtUtc">When.</param>
/// <param name="TradeId">The venue's id.</param>
public sealed record CycleFill(
    decimal Price, decimal Quantity, decimal Fee, string FeeCurrency, DateTimeOffset AtUtc, string TradeId);

/// <summary>What the desk owns.</summary>
/// <param name="BaseCurrency">What values are counted in.</param>
/// <param name="Cash">By currency.</param>
/// <param name="Positions">What is held.</param>
/// <param name="Equity">Cash plus positions, base currency.</param>
/// <param name="DeskTime">Valued when, UTC.</param>
public sealed record CyclePortfolio(
    string BaseCurrency, IReadOnlyDictionary<string, decimal> Cash, IReadOnlyList<CyclePosition> Positions,
    decimal Equity, DateTimeOffset DeskTime)
{
    /// <summary>Cash without a known rate: it is not in the equity; absent where there is none.</summary>
    public IReadOnlyDictionary<string, decimal>? UnvaluedCash { get; init; }

    /// <summary>Prices and rates that are too old; absent where there are none.</summary>
    public IReadOnlyList<StaleMark>? Stale { get; init; }
}

/// <summary>One position.</summary>
/// <param name="Market">Which market.</param>
/// <param name="Instrument">Bare symbol.</param>
/// <param name="Quantity">Signed units.</param>
/// <param name="AveragePrice">Quote currency.</param>
/// <param name="Mark">Newest price known, quote currency.</param>
/// <param name="MarkedAt">When it became known.</param>
/// <param name="Value">Signed worth, base currency.</param>
public sealed record CyclePosition(
    string Market, string Instrument, decimal Quantity, decimal AveragePrice, decimal Mark,
    DateTimeOffset MarkedAt,
    decimal Value);

/// <summary>What inference was used.</summary>
/// <param name="Calls">Answers that views rest on.</param>
/// <param name="Usd">What they cost, US dollars.</param>
/// <param name="InputTokens">Tokens read.</param>
/// <param name="OutputTokens">Tokens written.</param>
/// <param name="ByEndpoint">The same by endpoint.</param>
public sealed record CycleCompute(
    int Calls, decimal Usd, long InputTokens, long OutputTokens,
    IReadOnlyDictionary<string, EndpointUse> ByEndpoint);

/// <summary>What one endpoint did.</summary>
/// <param name="Calls">Answers.</param>
/// <param name="Usd">US dollars.</param>
/// <param name="InputTokens">Tokens read.</param>
/// <param name="OutputTokens">Tokens written.</param>
public sealed record EndpointUse(int Calls, decimal Usd, long InputTokens, long OutputTokens);
