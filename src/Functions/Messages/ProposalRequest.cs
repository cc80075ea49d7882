namespace TradingBase.Functions.Messages;

/// <summary>Asks for orders.</summary>
/// <param name="CycleId">For which cycle.</param>
/// <param name="DeskTime">UTC.</param>
/// <param name="Reviews">What came out of the markets' reviews.</param>
/// <param name="Intent">An outside strategy's order instead of the desk's own, or null.</param>
/// <param name="Replayed">Whether recorded time is replayed: no order is worked in slices then.</param>
public sealed record ProposalRequest(
    string CycleId, DateTimeOffset DeskTime, IReadOnlyList<MarketReviewResult> Reviews, OrderIntent? Intent,
    bool Replayed = false);
