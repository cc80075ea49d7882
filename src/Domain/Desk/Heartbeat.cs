namespace TradingBase.Desk;

/// <summary>The desk's last sign of life.</summary>
/// <param name="Host">Which process gave it; stands in no journal and no hash.</param>
/// <param name="AtUtc">When, on the wall clock, UTC.</param>
/// <param name="SinceUtc">
/// The first sign of life without a gap up to this one, UTC: nothing is too old that was old before it.
/// </param>
public sealed record Heartbeat(string Host, DateTimeOffset AtUtc, DateTimeOffset SinceUtc);
