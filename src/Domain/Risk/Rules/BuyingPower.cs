namespace TradingBase.Risk.Rules;

/// <summary>Denies orders that the free cash cannot pay for, beside what open orders need.</summary>
/// <remarks>
/// An order that only shrinks a position always passes: a rule must never lock the desk into its losses.
/// </remarks>
public sealed class BuyingPower : IRiskRule
{
    /// <inheritdoc/>
    public string Name => nameof(BuyingPower);

    /// <inheritdoc/>
    public string Unit => IRiskRule.BaseCurrency;

    /// <inheritdoc/>
    public bool SparesShrinking => true;

    /// <inheritdoc/>
    public RuleMeasure Measure(in OrderFacts facts)
    {
        decimal needed = (facts.Book.Reserved + facts.Needs) * (1 + facts.Limits.BuyingPowerBuffer.Value);
        return facts.Valued
                ? facts.Needs == 0
                    ? RuleMeasure.AtMost(0, Math.Max(0, facts.Book.Free))
                    : RuleMeasure.AtMost(needed, facts.Book.Free)
                : RuleMeasure.Unmeasurable(facts.Book.Free);
    }

    /// <inheritdoc/>
    public string Explain(in OrderFacts facts, RuleMeasure measure) => measure.Outcome switch
    {
        RuleOutcome.Unmeasurable => facts.WhyNoShare(),
        RuleOutcome.Within =>
            $"Open orders and this one need {measure.Measured:0.00} of {measure.Limit:0.00} "
                + $"{facts.Book.BaseCurrency} free.",
        _ => $"Open orders and this one need {measure.Measured:0.00}, more than {measure.Limit:0.00} "
            + $"{facts.Book.BaseCurrency} free.",
    };
}
