namespace TradingBase.Execution;

/// <summary>Something in a report that has to be reconciled: a value, not an error.</summary>
/// <param name="Kind">What is odd.</param>
/// <param name="ClientOrderId">Of which order.</param>
/// <param name="Reason">A sentence with the numbers.</param>
public sealed record OrderAlarm(OrderAlarmKind Kind, string ClientOrderId, string Reason);
