namespace TradingBase.Execution;

/// <summary>What a venue takes for a fill.</summary>
/// <param name="Amount">Amount; a rebate is negative.</param>
/// <param name="Currency">Its currency.</param>
public readonly record struct Fee(decimal Amount, string Currency);
