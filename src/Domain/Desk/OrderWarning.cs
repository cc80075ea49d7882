using TradingBase.Execution;

namespace TradingBase.Desk;

/// <summary>An alarm of an order's state machine, with the moment of the report that set it off.</summary>
/// <param name="Kind">What is odd.</param>
/// <param name="Reason">A sentence with the numbers.</param>
/// <param name="At">Desk time, UTC.</param>
public sealed record OrderWarning(OrderAlarmKind Kind, string Reason, DateTimeOffset At);
