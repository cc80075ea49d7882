namespace TradingBase.Functions.Messages;

/// <summary>One market's review; bars and insights stay in the state, only their ids travel.</summary>
/// <param name="Market">Which market.</param>
/// <param name="SnapshotId">Hash of what was known, or null when the review failed.</param>
/// <param name="InsightsId">Id of the insights' record, or null when the review failed.</param>
/// <param name="Failure">Why there is no review, or null.</param>
public sealed record MarketReviewResult(
    string Market, string? SnapshotId, string? InsightsId, string? Failure);
