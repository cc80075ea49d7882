namespace TradingBase.Risk.Rules;

/// <summary>Denies orders that would make one instrument too large a share of equity.</summary>
/// <remarks>
/// Worst case: positions, open orders and earlier approvals; buys and sells are not netted.
/// An order that only shrinks a position always passes: a rule must never lock the desk into its losses.
/// </remarks>
public sealed class MaxConcentration : IRiskRule
{
    /// <inheritdoc/>
    public string Name => nameof(MaxConcentration);

    /// <inheritdoc/>
    public string Unit => "ratio";

    /// <inheritdoc/>
    public bool SparesShrinking => true;

    /// <inheritdoc/>
    public RuleMeasure Measure(in OrderFacts facts) =>
        RuleMeasure.OfEquity(
                facts, facts.Worst, facts.Course?.MostOfInstrument ?? 0,
                facts.Limits.MaxConcentration.Value);

    /// <inheritdoc/>
    public string Explain(in OrderFacts facts, RuleMeasure measure) => measure.Outcome switch
    {
        RuleOutcome.Unmeasurable => facts.WhyNoShare(),
        RuleOutcome.Within => $"The instrument would be {new Ratio(measure.Measured)} of equity at "
            + $"worst, within {facts.Limits.MaxConcentration}.",
        _ => $"The instrument would be {new Ratio(measure.Measured)} of equity at worst, more than "
            + $"{facts.Limits.MaxConcentration}.",
    };
}
