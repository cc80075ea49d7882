using TradingBase.Strategy;

namespace TradingBase.Risk.Rules;

/// <summary>Denies prices that are too much worse than the reference.</summary>
/// <remarks>
/// The reference is the desk's, not the order's. A market order is held against the price that it was decided
/// on, a stop order's limit against its stop price: where it may lie is for other rules.
/// Source: limit up, limit down bands of US equities.
/// </remarks>
public sealed class PriceCollar : IRiskRule
{
    private const decimal Cap = 1e9m;

    /// <inheritdoc/>
    public string Name => nameof(PriceCollar);

    /// <inheritdoc/>
    public string Unit => "ratio";

    /// <inheritdoc/>
    public bool BindsExits => true;

    /// <inheritdoc/>
    public RuleMeasure Measure(in OrderFacts facts)
    {
        decimal limit = facts.Limits.PriceCollar.Value;
        if (facts.Outlook is null || facts.Outlook.ReferencePrice == 0)
        {
            return RuleMeasure.Unmeasurable(limit);
        }

        ProposedOrder order = facts.Order;
        decimal reference = facts.Outlook.ReferencePrice;
        decimal from = order.StopPrice is { } stop ? Math.Clamp(stop, -Cap, Cap) : reference;
        decimal price = order.LimitPrice ?? order.StopPrice ?? order.ReferencePrice;
        price = price > Cap ? Cap : price < -Cap ? -Cap : price;
        decimal worse = order.Side is OrderSide.Buy ? price - from : from - price;
        return RuleMeasure.Share(worse, Math.Abs(reference), facts.Course!.Collar, limit);
    }

    /// <inheritdoc/>
    public string Explain(in OrderFacts facts, RuleMeasure measure) => measure.Outcome switch
    {
        RuleOutcome.Unmeasurable => "No reference price is known.",
        RuleOutcome.Within => $"The price is {new Ratio(measure.Measured)} worse than the reference, at most "
            + $"{facts.Limits.PriceCollar} are allowed.",
        _ => $"The price is {new Ratio(measure.Measured)} worse than the reference, more than "
            + $"{facts.Limits.PriceCollar}.",
    };
}
