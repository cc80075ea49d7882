namespace TradingBase.Risk.Rules;

/// <summary>Denies new risk in a market whose venue rejected too many orders in a row.</summary>
/// <remarks>
/// An accepted order ends the row. An order that only shrinks a position always passes.
/// </remarks>
public sealed class MaxRejections : IRiskRule
{
    /// <inheritdoc/>
    public string Name => nameof(MaxRejections);

    /// <inheritdoc/>
    public string Unit => "orders";

    /// <inheritdoc/>
    public bool SparesShrinking => true;

    /// <inheritdoc/>
    public RuleMeasure Measure(in OrderFacts facts) =>
        RuleMeasure.AtMost(facts.Rejections, facts.Limits.MaxRejections);

    /// <inheritdoc/>
    public string Explain(in OrderFacts facts, RuleMeasure measure) => measure.Holds
        ? $"{measure.Measured} orders of {facts.Order.Instrument.Id.Market} were rejected in a row, at "
            + $"most {measure.Limit} may be."
        : $"{measure.Measured} orders of {facts.Order.Instrument.Id.Market} were rejected in a row, more "
            + $"than {measure.Limit}.";
}
