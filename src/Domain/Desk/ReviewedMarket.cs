namespace TradingBase.Desk;

/// <summary>Where one market's review is kept.</summary>
/// <param name="Market">Which market.</param>
/// <param name="SnapshotId">What was known, or null.</param>
/// <param name="InsightsId">What the debate said, or null.</param>
/// <param name="Failure">Why there is no review, or null.</param>
public sealed record ReviewedMarket(string Market, string? SnapshotId, string? InsightsId, string? Failure);
