namespace TradingBase.Risk.Rules;

/// <summary>Denies orders that would lean the desk too far to one side.</summary>
/// <remarks>
/// Worst case: positions, open orders and earlier approvals; buys and sells are not netted.
/// An order that only shrinks a position always passes: a rule must never lock the desk into its losses.
/// </remarks>
public sealed class MaxNetExposure : IRiskRule
{
    /// <inheritdoc/>
    public string Name => nameof(MaxNetExposure);

    /// <inheritdoc/>
    public string Unit => "ratio";

    /// <inheritdoc/>
    public bool SparesShrinking => true;

    /// <inheritdoc/>
    public RuleMeasure Measure(in OrderFacts facts) =>
        RuleMeasure.OfEquity(facts, facts.Net, facts.Course?.MostNet ?? 0, facts.Limits.MaxNetExposure.Value);

    /// <inheritdoc/>
    public string Explain(in OrderFacts facts, RuleMeasure measure) => measure.Outcome switch
    {
        RuleOutcome.Unmeasurable => facts.WhyNoShare(),
        RuleOutcome.Within => $"Net exposure would be {new Ratio(measure.Measured)} of equity at "
            + $"worst, within {facts.Limits.MaxNetExposure}.",
        _ => $"Net exposure would be {new Ratio(measure.Measured)} of equity at worst, more than "
            + $"{facts.Limits.MaxNetExposure}.",
    };
}
