namespace TradingBase.Analysis;

/// <summary>An analyst's views on a batch, or the moment to ask again.</summary>
/// <param name="Views">One for each instrument of the batch, in its order; empty when deferred.</param>
/// <param name="DeferredUntil">When capacity is expected, UTC, or null.</param>
public sealed record AnalystReport(IReadOnlyList<AnalystView> Views, DateTimeOffset? DeferredUntil = null);
