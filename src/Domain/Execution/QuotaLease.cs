namespace TradingBase.Execution;

/// <summary>Tokens that one process holds.</summary>
/// <param name="Holder">Which process.</param>
/// <param name="Tokens">How many it was given; what it has used of them only it knows.</param>
/// <param name="ExpiresAt">When it stops using them, by its own clock, UTC.</param>
internal sealed record QuotaLease(string Holder, decimal Tokens, DateTimeOffset ExpiresAt);
