using TradingBase.Execution;

namespace TradingBase.Desk;

/// <summary>How an order ended first; a late fill changes the order and not this.</summary>
/// <param name="Status">The first state that was an end.</param>
/// <param name="Reason">Why, or null.</param>
/// <param name="Filled">Units filled by then.</param>
/// <param name="At">Desk time, UTC.</param>
public sealed record OrderEnd(OrderStatus Status, string? Reason, decimal Filled, DateTimeOffset At);
