namespace TradingBase.Risk.Rules;

/// <summary>Denies orders that are worth more than any order may be.</summary>
public sealed class MaxOrderNotional : IRiskRule
{
    /// <inheritdoc/>
    public string Name => nameof(MaxOrderNotional);

    /// <inheritdoc/>
    public string Unit => IRiskRule.BaseCurrency;

    /// <inheritdoc/>
    public RuleMeasure Measure(in OrderFacts facts) =>
        facts.RateToBase is null
            ? RuleMeasure.Unmeasurable(facts.Limits.MaxOrderNotional)
            : RuleMeasure.AtMost(facts.Notional, facts.Limits.MaxOrderNotional);

    /// <inheritdoc/>
    public string Explain(in OrderFacts facts, RuleMeasure measure) => measure.Outcome switch
    {
        RuleOutcome.Unmeasurable => $"The order cannot be counted in {facts.Book.BaseCurrency}: a "
            + "rate is missing.",
        RuleOutcome.Within => $"Worth {measure.Measured:0.00} is within {measure.Limit:0.00} "
            + $"{facts.Book.BaseCurrency}.",
        _ => $"Worth {measure.Measured:0.00} is more than {measure.Limit:0.00} {facts.Book.BaseCurrency}.",
    };
}
