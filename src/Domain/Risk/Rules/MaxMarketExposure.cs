namespace TradingBase.Risk.Rules;

/// <summary>Denies orders that would make the positions in one market together too large.</summary>
/// <remarks>
/// Worst case: positions, open orders and earlier approvals of the market; buys and sells are not netted.
/// An order that only shrinks a position always passes.
/// </remarks>
public sealed class MaxMarketExposure : IRiskRule
{
    /// <inheritdoc/>
    public string Name => nameof(MaxMarketExposure);

    /// <inheritdoc/>
    public string Unit => "ratio";

    /// <inheritdoc/>
    public bool SparesShrinking => true;

    /// <inheritdoc/>
    public RuleMeasure Measure(in OrderFacts facts) =>
        RuleMeasure.OfEquity(
                facts, facts.MarketGross, facts.Course?.MostOfMarket ?? 0,
                facts.Limits.MaxMarketExposure.Value);

    /// <inheritdoc/>
    public string Explain(in OrderFacts facts, RuleMeasure measure) => measure.Outcome switch
    {
        RuleOutcome.Unmeasurable => facts.WhyNoShare(),
        RuleOutcome.Within => $"{facts.Instrument.Id.Market} would be {new Ratio(measure.Measured)} of "
            + $"equity at worst, within {facts.Limits.MaxMarketExposure}.",
        _ => $"{facts.Instrument.Id.Market} would be {new Ratio(measure.Measured)} of equity at worst, more "
            + $"than {facts.Limits.MaxMarketExposure}.",
    };
}
