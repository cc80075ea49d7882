using TradingBase.Strategy;

namespace TradingBase.Risk.Rules;

/// <summary>Denies stop orders whose price was reached before they are sent.</summary>
/// <remarks>
/// A stop to buy lies above the reference, a stop to sell below it, or at it; else it goes off at once. A
/// stop order's own limit may be no better than its stop price, or it could go off and never fill.
/// </remarks>
public sealed class StopPriceSide : IRiskRule
{
    /// <inheritdoc/>
    public string Name => nameof(StopPriceSide);

    /// <inheritdoc/>
    public string Unit => "price";

    /// <inheritdoc/>
    public bool BindsExits => true;

    /// <inheritdoc/>
    public RuleMeasure Measure(in OrderFacts facts)
    {
        if (facts.Order.StopPrice is not { } stop)
        {
            return RuleMeasure.NotApplicable(0);
        }

        if (facts.Outlook is not { } known)
        {
            return RuleMeasure.Unmeasurable(0);
        }

        stop = Math.Clamp(stop, -1e9m, 1e9m);
        decimal limit = Math.Clamp(facts.Order.LimitPrice ?? stop, -1e9m, 1e9m);
        bool buys = facts.Order.Side is OrderSide.Buy;
        decimal passed = buys ? known.ReferencePrice - stop : stop - known.ReferencePrice;
        decimal better = buys ? stop - limit : limit - stop;
        return RuleMeasure.AtMost(Math.Max(0, Math.Max(passed, better)), 0);
    }

    /// <inheritdoc/>
    public string Explain(in OrderFacts facts, RuleMeasure measure) => measure.Outcome switch
    {
        RuleOutcome.NotApplicable => "The order has no stop price.",
        RuleOutcome.Unmeasurable => "No reference price is known.",
        RuleOutcome.Within => $"The stop price {facts.Order.StopPrice:0.########} is on the right side of "
            + $"{facts.Outlook?.ReferencePrice:0.########}.",
        _ => $"The stop price {facts.Order.StopPrice:0.########} is {measure.Measured:0.########} on the "
            + $"wrong side of {facts.Outlook?.ReferencePrice:0.########} or of its own limit.",
    };
}
