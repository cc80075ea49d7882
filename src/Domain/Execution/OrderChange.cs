namespace TradingBase.Execution;

/// <summary>What a report made of an order.</summary>
/// <param name="Order">The order after it.</param>
/// <param name="NewFills">
/// Fills that were not known before and count, oldest first: what is to be posted.
/// </param>
/// <param name="Alarms">What has to be reconciled; empty in the common case.</param>
public sealed record OrderChange(Order Order, IReadOnlyList<Fill> NewFills, IReadOnlyList<OrderAlarm> Alarms);
