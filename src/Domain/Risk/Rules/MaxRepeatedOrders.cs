namespace TradingBase.Risk.Rules;

/// <summary>Denies a strategy that orders one side of an instrument again and again.</summary>
/// <remarks>
/// Counted by the desk time of the decision, earlier approvals included; exits count and are bound too, but
/// slices do not: their parent did.
/// Source: EU RTS 6, article 15, repeated automated execution.
/// </remarks>
public sealed class MaxRepeatedOrders : IRiskRule
{
    /// <inheritdoc/>
    public string Name => nameof(MaxRepeatedOrders);

    /// <inheritdoc/>
    public string Unit => "orders";

    /// <inheritdoc/>
    public RuleMeasure Measure(in OrderFacts facts) =>
        facts.Order.ParentId is null
            ? RuleMeasure.AtMost(facts.Repeats + 1, facts.Limits.MaxRepeats)
            : RuleMeasure.NotApplicable(facts.Limits.MaxRepeats);

    /// <inheritdoc/>
    public string Explain(in OrderFacts facts, RuleMeasure measure) => measure.Outcome switch
    {
        RuleOutcome.NotApplicable => "A slice is no repeat: its parent was counted.",
        RuleOutcome.Within =>
            $"'{facts.Order.Strategy}' would {Side(facts)} for the {measure.Measured}. time in "
            + $"{Window(facts)}, at most {measure.Limit} are allowed.",
        _ => $"'{facts.Order.Strategy}' would {Side(facts)} for the {measure.Measured}. time in "
            + $"{Window(facts)}, more than {measure.Limit}.",
    };

    private static string Window(in OrderFacts facts) => $"{facts.Limits.RepeatWindow.TotalSeconds:0.###} s";

    private static string Side(in OrderFacts facts) =>
        $"{(facts.Order.Side is Strategy.OrderSide.Buy ? "buy" : "sell")} {facts.Order.Instrument.Id}";
}
