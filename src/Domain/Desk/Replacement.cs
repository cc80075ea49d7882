using TradingBase.Strategy;

namespace TradingBase.Desk;

/// <summary>What shall take the place of an order that was taken back.</summary>
/// <param name="Order">Not judged yet; null when nothing shall.</param>
/// <param name="Refusal">Why nothing shall, or null.</param>
public sealed record Replacement(ProposedOrder? Order, string? Refusal);
