using TradingBase.Strategy;

namespace TradingBase.Risk.Rules;

/// <summary>Denies limit prices that are no whole ticks, missing, or of orders that take none.</summary>
public sealed class PriceStep : IRiskRule
{
    /// <inheritdoc/>
    public string Name => nameof(PriceStep);

    /// <inheritdoc/>
    public string Unit => "price";

    /// <inheritdoc/>
    public bool BindsExits => true;

    /// <inheritdoc/>
    public RuleMeasure Measure(in OrderFacts facts) =>
        (facts.Order.LimitPrice, facts.Order.Type is OrderType.Limit or OrderType.StopLimit) switch
        {
            ({ } price, true) => RuleMeasure.AtMost(facts.OffTick(price), 0),
            (null, false) => RuleMeasure.NotApplicable(0),
            _ => RuleMeasure.Unmeasurable(0),
        };

    /// <inheritdoc/>
    public string Explain(in OrderFacts facts, RuleMeasure measure) => measure.Outcome switch
    {
        RuleOutcome.NotApplicable => $"A {facts.Order.Type} order has no price of its own.",
        RuleOutcome.Unmeasurable when facts.Order.LimitPrice is { } price =>
            $"A {facts.Order.Type} order takes no price, and {price:0.########} is given.",
        RuleOutcome.Unmeasurable => $"A {facts.Order.Type} order needs a price.",
        RuleOutcome.Within =>
            $"Price {facts.Order.LimitPrice:0.########} is whole ticks of "
                + $"{facts.Instrument.Tick:0.########}.",
        _ => $"Price {facts.Order.LimitPrice:0.########} is {measure.Measured:0.########} off the ticks of "
            + $"{facts.Instrument.Tick:0.########}.",
    };
}
