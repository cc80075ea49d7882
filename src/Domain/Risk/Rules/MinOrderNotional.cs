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
    public string Explain(in OrderFacts facts, RuleMeasure measure) =>
        facts.SayWorth(measure, "is at least", "is less than");
}
