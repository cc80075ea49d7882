namespace TradingBase.Compute;

/// <summary>Either money for a call, or why there is none.</summary>
/// <param name="Reservation">The money, to be settled or disposed; null where there is none.</param>
/// <param name="Refusal">A sentence with both numbers, or null.</param>
public readonly record struct BudgetVerdict(BudgetReservation? Reservation, string? Refusal);
