namespace TradingBase.Risk.Rules;

/// <summary>Denies orders that would make all positions together too large, signs dropped.</summary>
/// <remarks>
/// Worst case: positions, open orders and earlier approvals; buys and sells are not netted.
/// An order that only shrinks a position always passes: a rule must never lock the desk into its losses.
/// </remarks>
public sealed class MaxGrossExposure : IRiskRule
{
    /// <inheritdoc/>
    public string Name => nameof(MaxGrossExposure);

    /// <inheritdoc/>
    public string Unit => "ratio";

    /// <inheritdoc/>
    public bool SparesShrinking => true;

    /// <inheritdoc/>
    public RuleMeasure Measure(in OrderFacts facts) =>
        RuleMeasure.OfEquity(
                facts, facts.Gross, facts.Course?.MostGross ?? 0,
                facts.Limits.MaxGrossExposure.Value);

    /// <inheritdoc/>
    public string Explain(in OrderFacts facts, RuleMeasure measure) => measure.Outcome switch
    {
        RuleOutcome.Unmeasurable => facts.WhyNoShare(),
        RuleOutcome.Within => $"Gross exposure would be {new Ratio(measure.Measured)} of equity at "
            + $"worst, within {facts.Limits.MaxGrossExposure}.",
        _ => $"Gross exposure would be {new Ratio(measure.Measured)} of equity at worst, more than "
            + $"{facts.Limits.MaxGrossExposure}.",
    };
}
