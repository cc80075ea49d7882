using TradingBase.Execution;

namespace TradingBase.Functions.Messages;

/// <summary>Everything that a cycle's record is made from.</summary>
/// <param name="Request">What was asked for.</param>
/// <param name="Plan">What was planned.</param>
/// <param name="Reviews">What came out of the markets' reviews.</param>
/// <param name="Orders">Where each approved order ended.</param>
public sealed record CycleOutcome(
    CycleRequest Request, CyclePlan Plan, IReadOnlyList<MarketReviewResult> Reviews,
    IReadOnlyList<OrderReport> Orders);
