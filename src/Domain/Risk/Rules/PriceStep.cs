using TradingBase.Strategy;

namespace TradingBase.Risk.Rules;

/// <summary>Denies limit prices that are no whole ticks, and limit orders without a price.</summary>
public sealed class PriceStep : IRiskRule
{
    /// <inheritdoc/>
    public string Name => nameof(PriceStep);

    /// <inheritdoc/>
    public string Unit => "price";

    /// <inheritdoc/>
    public RuleMeasure Measure(in OrderFacts facts)
    {
        decimal? price = facts.Order.LimitPrice;
        return price is not null
            ? RuleMeasure.AtMost(Math.Abs(price.Value % facts.Instrument.Tick), 0)
            : facts.Order.Type is OrderType.Limit
                ? RuleMeasure.Unmeasurable(0)
                : RuleMeasure.NotApplicable(0);
    }

    /// <inheritdoc/>
    public string Explain(in OrderFacts facts, RuleMeasure measure) => measure.Outcome switch
    {
        RuleOutcome.NotApplicable => $"A {facts.Order.Type} order has no price of its own.",
        RuleOutcome.Unmeasurable => "A limit order needs a price.",
        RuleOutcome.Within =>
            $"Price {facts.Order.LimitPrice:0.########} is whole ticks of "
                + $"{facts.Instrument.Tick:0.########}.",
        _ => $"Price {facts.Order.LimitPrice:0.########} is {measure.Measured:0.########} off the ticks of "
            + $"{facts.Instrument.Tick:0.########}.",
    };
}
