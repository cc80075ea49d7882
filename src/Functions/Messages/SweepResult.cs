using TradingBase.Desk;

namespace TradingBase.Functions.Messages;

/// <summary>What a sweep came to, and whose orders hang on it.</summary>
/// <param name="Sweep">What the venue says.</param>
/// <param name="Orders">Client order ids of the desk's own orders that are open at the venue.</param>
/// <param name="Sent">
/// How many of these were sent and have not ended: they may be on their way where the venue shows none.
/// </param>
public sealed record SweepResult(VenueSweep Sweep, IReadOnlyList<string> Orders, int Sent = 0)
{
    /// <summary>Orders that work or may still arrive; null when the venue did not say.</summary>
    public int? Open => Sweep.OpenOrders is { } open ? Math.Max(open, Sent) : null;
}
