namespace TradingBase.Risk.Rules;

/// <summary>Denies orders that would lean the desk too far to one side.</summary>
/// <param name="limits">Holds the largest share of equity.</param>
/// <remarks>
/// Worst case: positions, open orders and earlier approvals; buys and sells are not netted.
/// An order that only shrinks a position always passes: a rule must never lock the desk into its losses.
/// </remarks>
public sealed class MaxNetExposure(RiskLimits limits) : IRiskRule
{
    /// <inheritdoc/>
    public string Name => nameof(MaxNetExposure);

    /// <inheritdoc/>
    public string Unit => "ratio";

    /// <inheritdoc/>
    public RuleMeasure Measure(in OrderFacts facts) =>
        facts.OfEquity(facts.Net, limits.MaxNetExposure).UnlessShrinking(facts);

    /// <inheritdoc/>
    public string Explain(in OrderFacts facts, RuleMeasure measure) => measure.Outcome switch
    {
        RuleOutcome.Unmeasurable => facts.WhyNoShare(),
        RuleOutcome.Within => $"Net exposure would be {new Ratio(measure.Measured)} of equity at "
            + $"worst, within {limits.MaxNetExposure}.",
        _ => $"Net exposure would be {new Ratio(measure.Measured)} of equity at worst, more than "
            + $"{limits.MaxNetExposure}.",
    };
}
