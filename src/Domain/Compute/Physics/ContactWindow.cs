namespace TradingBase.Compute.Physics;

/// <summary>A stretch of time in which some ground station hears a satellite.</summary>
/// <param name="Rise">When it begins, UTC.</param>
/// <param name="Set">When it ends, UTC; after the rise.</param>
public sealed record ContactWindow(DateTimeOffset Rise, DateTimeOffset Set)
{
    /// <summary>How long it is.</summary>
    public TimeSpan Length => Set - Rise;
}
