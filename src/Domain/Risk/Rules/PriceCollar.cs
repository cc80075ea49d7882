using TradingBase.Strategy;

namespace TradingBase.Risk.Rules;

/// <summary>Denies prices that are too much worse than the reference.</summary>
/// <remarks>
/// The reference is the desk's, not the order's. A market order is held against the price that it was decided
/// on.
/// Source: limit up, limit down bands of US equities.
/// </remarks>
public sealed class PriceCollar : IRiskRule
{
    /// <inheritdoc/>
    public string Name => nameof(PriceCollar);

    /// <inheritdoc/>
    public string Unit => "ratio";

    /// <inheritdoc/>
    public RuleMeasure Measure(in OrderFacts facts)
    {
        decimal limit = facts.Limits.PriceCollar.Value;
        if (facts.Outlook is null || facts.Outlook.ReferencePrice == 0)
        {
            return RuleMeasure.Unmeasurable(limit);
        }

        decimal reference = facts.Outlook.ReferencePrice;
        decimal price = Math.Clamp(facts.Order.LimitPrice ?? facts.Order.ReferencePrice, -1e9m, 1e9m);
        decimal worse = facts.Order.Side is OrderSide.Buy ? price - reference : reference - price;
        return RuleMeasure.ShareAtMost(worse, Math.Abs(reference), limit);
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
