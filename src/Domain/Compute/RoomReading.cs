namespace TradingBase.Compute;

/// <summary>One of an endpoint's limits as its last answer told it.</summary>
/// <param name="Left">What it still takes; zero or more.</param>
/// <param name="Limit">What it takes in a window at most, or null where it did not say.</param>
/// <param name="FullAt">When all of the limit is free again, wall clock, UTC, or null.</param>
public sealed record RoomReading(long Left, long? Limit = null, DateTimeOffset? FullAt = null);
