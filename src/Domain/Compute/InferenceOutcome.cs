namespace TradingBase.Compute;

/// <summary>Either an answer, or the moment to ask again.</summary>
/// <param name="Reply">The answer, or null.</param>
/// <param name="DeferredUntil">When capacity is expected, UTC, or null with an answer.</param>
/// <param name="Failure">Why there will be no answer at all, or null.</param>
public sealed record InferenceOutcome(InferenceReply? Reply, DateTimeOffset? DeferredUntil, string? Failure);
