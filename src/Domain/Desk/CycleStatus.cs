namespace TradingBase.Desk;

/// <summary>Where a cycle stands that has no document yet.</summary>
/// <param name="CycleId">Which cycle.</param>
/// <param name="Status">Such as <c>pending</c>, <c>running</c>, <c>failed</c>.</param>
/// <param name="CreatedAt">When it was asked for, UTC.</param>
/// <param name="UpdatedAt">When it moved last, UTC.</param>
/// <param name="Failure">Why it failed, or null.</param>
public sealed record CycleStatus(
    string CycleId, string Status, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, string? Failure);
