using TradingBase.Strategy;

namespace TradingBase.Risk.Rules;

/// <summary>Denies stop prices that are no whole ticks, missing, or of orders that take none.</summary>
public sealed class StopPriceStep : IRiskRule
{
    /// <inheritdoc/>
    public string Name => nameof(StopPriceStep);

    /// <inheritdoc/>
    public string Unit => "price";

    /// <inheritdoc/>
    public bool BindsExits => true;

    /// <inheritdoc/>
    public RuleMeasure Measure(in OrderFacts facts) =>
        (facts.Order.StopPrice, facts.Order.Type is OrderType.Stop or OrderType.StopLimit) switch
        {
            ({ } price, true) => RuleMeasure.AtMost(facts.OffTick(price), 0),
            (null, false) => RuleMeasure.NotApplicable(0),
            _ => RuleMeasure.Unmeasurable(0),
        };

    /// <inheritdoc/>
    public string Explain(in OrderFacts facts, RuleMeasure measure) => measure.Outcome switch
    {
        RuleOutcome.NotApplicable => $"A {facts.Order.Type} order has no stop price.",
        RuleOutcome.Unmeasurable when facts.Order.StopPrice is { } price =>
            $"A {facts.Order.Type} order takes no stop price, and {price:0.########} is given.",
        RuleOutcome.Unmeasurable => $"A {facts.Order.Type} order needs a stop price.",
        RuleOutcome.Within => $"Stop price {facts.Order.StopPrice:0.########} is whole ticks of "
            + $"{facts.Instrument.Tick:0.########}.",
        _ => $"Stop price {facts.Order.StopPrice:0.########} is {measure.Measured:0.########} off the "
            + $"ticks of {facts.Instrument.Tick:0.########}.",
    };
}
