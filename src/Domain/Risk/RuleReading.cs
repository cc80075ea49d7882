namespace TradingBase.Risk;

/// <summary>What one rule measured on one order.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Passed">Whether the order may go on.</param>
/// <param name="Measured">What was measured.</param>
/// <param name="Limit">What was allowed.</param>
/// <param name="Unit">Unit of both numbers, such as <c>USD</c>, <c>ratio</c>, <c>s</c>.</param>
/// <param name="Reason">A sentence with both numbers, or why the rule does not apply here.</param>
public readonly record struct RuleReading(
    string Rule, bool Passed, decimal Measured, decimal Limit, string Unit, string Reason);
