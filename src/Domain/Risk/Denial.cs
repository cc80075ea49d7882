namespace TradingBase.Risk;

/// <summary>Why an order may not go on: a value, not an error.</summary>
/// <param name="Rule">Which rule refused.</param>
/// <param name="Reason">A sentence with both numbers.</param>
public sealed record Denial(string Rule, string Reason);
