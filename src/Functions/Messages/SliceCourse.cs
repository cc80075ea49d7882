using TradingBase.Execution;

namespace TradingBase.Functions.Messages;

/// <summary>How far an order that is worked is.</summary>
/// <param name="Refused">Where it stands when it may not be worked, or null.</param>
/// <param name="StartedAt">When that began, UTC.</param>
/// <param name="Next">Number of the first slice that was not cut yet.</param>
public sealed record SliceCourse(OrderReport? Refused, DateTimeOffset StartedAt, int Next);
