using TradingBase.Risk;

namespace TradingBase.Functions.Messages;

/// <summary>What takes the place of an order that has ended.</summary>
/// <param name="Approved">The new order, signed; null when there is none.</param>
/// <param name="Refusal">Why there is none though somebody wanted one, or null.</param>
public sealed record ReplacementVerdict(ApprovedOrder? Approved, string? Refusal);
