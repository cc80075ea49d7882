namespace TradingBase.Risk.Rules;

/// <summary>Denies orders that are worth too little to be sent.</summary>
/// <param name="limits">Holds the smallest worth, base currency.</param>
/// <remarks>Venues refuse such orders, and their fee would outweigh them.</remarks>
public sealed class MinOrderNotional(RiskLimits limits) : IRiskRule
{
    /// <inheritdoc/>
    public string Name => nameof(MinOrderNotional);

    /// <inheritdoc/>
    public string Unit => IRiskRule.BaseCurrency;

    /// <inheritdoc/>
    public RuleMeasure Measure(in OrderFacts facts) =>
        facts.RateToBase is null
            ? RuleMeasure.Unmeasurable(limits.MinOrderNotional)
            : RuleMeasure.AtLeast(facts.Notional, limits.MinOrderNotional);

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
