namespace TradingBase.Compute;

/// <summary>Money that one process may spend without asking again.</summary>
/// <param name="Id">Names the lease; no other has it.</param>
/// <param name="Usd">How much, US dollars; what of it is spent only its process knows.</param>
/// <param name="ExpiresAt">When its process stops spending it, by its own clock, UTC.</param>
internal sealed record BudgetLease(string Id, decimal Usd, DateTimeOffset ExpiresAt);
