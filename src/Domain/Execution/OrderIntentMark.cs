namespace TradingBase.Execution;

/// <summary>What the desk wrote down of an order before it was sent, and since.</summary>
/// <param name="IntendedAt">Desk time of the intent, UTC; null when the order was closed unsent.</param>
/// <param name="Standing">What is known of the order.</param>
/// <param name="IsSame">Whether the intent was for exactly this order.</param>
public sealed record OrderIntentMark(DateTimeOffset? IntendedAt, OrderReport Standing, bool IsSame);
