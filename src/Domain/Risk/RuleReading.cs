namespace TradingBase.Risk;

/// <summary>What one rule measured on one order.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Passed">Whether the order may go on.</param>
/// <param name="Measured">What was measured.</param>
/// <param name="Limit">What was allowed.</param>
/// <param name="Unit">Unit of both numbers, such as <c>USD</c>, <c>ratio</c>, <c>s</c>.</param>
/// <param name="Reason">A sentence with both numbers, or why the rule does not apply here.</param>
public readonly record struct RuleReading(
    string Rule, bool Passed, decimal Measured, decimal Limit, string Unit, string Reason)
{
    /// <summary>Explains a measurement.</summary>
    /// <param name="rule">Who measured.</param>
    /// <param name="facts">What was measured.</param>
    /// <param name="measure">What came out.</param>
    public static RuleReading From(IRiskRule rule, in OrderFacts facts, RuleMeasure measure)
    {
        ArgumentNullException.ThrowIfNull(rule);
        string reason = rule.Explain(facts, measure);
        return new(
            rule.Name, measure.Passed, measure.Measured, measure.Limit,
            rule.Unit == IRiskRule.BaseCurrency ? facts.Book.BaseCurrency : rule.Unit,
            measure.Excused ? $"{reason.TrimEnd('.')}, but the order only shrinks a position." : reason);
    }
}
