namespace TradingBase.Desk;

/// <summary>Orders that one venue rejected in a row.</summary>
/// <param name="Venue">Name of the broker.</param>
/// <param name="Orders">
/// Client order ids, oldest first, so that a second report counts no second time.
/// </param>
/// <param name="LastDecidedAt">When the newest of them was decided, UTC; null without any.</param>
public sealed record RejectionRun(
    string Venue, IReadOnlyList<string> Orders, DateTimeOffset? LastDecidedAt);
