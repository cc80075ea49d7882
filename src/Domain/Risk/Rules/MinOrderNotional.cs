namespace TradingBase.Risk.Rules;

/// <summary>Denies orders that are worth too little to be sent.</summary>
/// <remarks>Venues refuse such orders, and their fee would outweigh them.</remarks>
public sealed class MinOrderNotional : IRiskRule
{
    /// <inheritdoc/>
    public string Name => nameof(MinOrderNotional);

    /// <inheritdoc/>
    public string Unit => IRiskRule.BaseCurrency;

    /// <inheritdoc/>
    public RuleMeasure Measure(in OrderFacts facts) =>
        facts.RateToBase is null
            ? RuleMeasure.Unmeasurable(facts.Limits.MinOrderNotional)
            : RuleMeasure.AtLeast(facts.Notional, facts.Limits.MinOrderNotional);

    /// <inheritdoc/>
    public string Explain(in OrderFacts facts, RuleMeasure measure) => measure.Outcome switch
    {
        RuleOutcome.Unmeasurable => $"The order cannot be counted in {facts.Book.BaseCurrency}: a "
            + "rate is missing.",
        RuleOutcome.Within => $"Worth {measure.Measured:0.00} is at least {measure.Limit:0.00} "
            + $"{facts.Book.BaseCurrency}.",
        _ => $"Worth {measure.Measured:0.00} is less than {measure.Limit:0.00} {facts.Book.BaseCurrency}.",
    };
}
