using TradingBase.Strategy;

namespace TradingBase.Risk.Rules;

/// <summary>Denies orders without a price where the venue takes none.</summary>
/// <remarks>
/// Orders for an opening or a closing price, and stops that turn into market orders, are among them.
/// </remarks>
public sealed class MarketOrderTaken : IRiskRule
{
    /// <inheritdoc/>
    public string Name => nameof(MarketOrderTaken);

    /// <inheritdoc/>
    public string Unit => "flag";

    /// <inheritdoc/>
    public bool BindsExits => true;

    /// <inheritdoc/>
    public RuleMeasure Measure(in OrderFacts facts) =>
        facts.Order.Type is OrderType.Limit or OrderType.StopLimit
            ? RuleMeasure.NotApplicable(1)
            : RuleMeasure.Must(facts.TakesMarketOrders);

    /// <inheritdoc/>
    public string Explain(in OrderFacts facts, RuleMeasure measure) => measure.Outcome switch
    {
        RuleOutcome.NotApplicable => $"A {facts.Order.Type} order has a price of its own.",
        RuleOutcome.Within =>
            $"The venue of {facts.Order.Instrument.Id.Market} takes orders without a price.",
        _ => $"The venue of {facts.Order.Instrument.Id.Market} takes no {facts.Order.Type} order: a price is "
            + "needed.",
    };
}
