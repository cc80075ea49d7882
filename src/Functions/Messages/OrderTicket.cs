using TradingBase.Execution;
using TradingBase.Risk;

namespace TradingBase.Functions.Messages;

/// <summary>One approved order on its way.</summary>
/// <param name="CycleId">Which cycle it is of.</param>
/// <param name="Order">The signed order.</param>
/// <param name="Replayed">Whether recorded time is replayed.</param>
/// <param name="Patience">How long a live order may work.</param>
/// <param name="At">What time it is for this order, UTC.</param>
public sealed record OrderTicket(
    string CycleId, ApprovedOrder Order, bool Replayed, TimeSpan Patience, DateTimeOffset At)
{
    /// <summary>What time it is for the broker.</summary>
    /// <returns>The ticket's moment, and whether it is replayed.</returns>
    public DeskClock Clock() => new(At, Replayed);
}
