namespace TradingBase.Risk.Rules;

/// <summary>Denies a strategy that orders one side of an instrument again and again.</summary>
/// <remarks>
/// Counted by the desk time of the decision, earlier approvals included; exits count and are bound too.
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
        RuleMeasure.AtMost(facts.Repeats + 1, facts.Limits.MaxRepeats);

    /// <inheritdoc/>
    public string Explain(in OrderFacts facts, RuleMeasure measure) => measure.Holds
        ? $"'{facts.Order.Strategy}' would {Side(facts)} for the {measure.Measured}. time in "
            + $"{Window(facts)}, at most {measure.Limit} are allowed."
        : $"'{facts.Order.Strategy}' would {Side(facts)} for the {measure.Measured}. time in "
            + $"{Window(facts)}, more than {measure.Limit}.";

    private static string Window(in OrderFacts facts) => $"{facts.Limits.RepeatWindow.TotalSeconds:0.###} s";

    private static string Side(in OrderFacts facts) =>
        $"{(facts.Order.Side is Strategy.OrderSide.Buy ? "buy" : "sell")} {facts.Order.Instrument.Id}";
}
