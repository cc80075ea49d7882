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
    public string Explain(in OrderFacts facts, RuleMeasure measure) =>
        facts.SayWorth(measure, "is within", "is more than");
}
