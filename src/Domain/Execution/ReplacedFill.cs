namespace TradingBase.Execution;

/// <summary>Units of which the desk knew that they were filled, and not how.</summary>
/// <param name="Units">How many of the trade's units were booked already; greater than zero.</param>
/// <param name="Value">What they were booked at, quote currency per unit times units.</param>
public sealed record ReplacedFill(decimal Units, decimal Value);
