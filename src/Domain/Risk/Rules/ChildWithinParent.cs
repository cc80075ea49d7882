using TradingBase.Strategy;

namespace TradingBase.Risk.Rules;

/// <summary>Denies slices that would together be more than their parent.</summary>
/// <remarks>
/// Slices that are open count in full. A slice has its parent's instrument and side. Source: the loss of
/// Knight Capital, 2012: slices were sent without an end for parents that were filled long ago.
/// </remarks>
public sealed class ChildWithinParent : IRiskRule
{
    /// <inheritdoc/>
    public string Name => nameof(ChildWithinParent);

    /// <inheritdoc/>
    public string Unit => "units";

    /// <inheritdoc/>
    public bool BindsExits => true;

    /// <inheritdoc/>
    public RuleMeasure Measure(in OrderFacts facts)
    {
        ProposedOrder order = facts.Order;
        if (order.ParentId is null)
        {
            return RuleMeasure.NotApplicable(0);
        }

        return facts.ParentOrder is { } parent && parent.Instrument == order.Instrument.Id
            && parent.Side == order.Side
                ? RuleMeasure.AtMost(facts.GivenOfParent + facts.Units, parent.Quantity)
                : RuleMeasure.Unmeasurable(facts.ParentOrder?.Quantity ?? 0);
    }

    /// <inheritdoc/>
    public string Explain(in OrderFacts facts, RuleMeasure measure) => measure.Outcome switch
    {
        RuleOutcome.NotApplicable => "It is no slice of another order.",
        RuleOutcome.Unmeasurable when facts.ParentOrder is null =>
            $"Its parent {facts.Order.ParentId} is not known here.",
        RuleOutcome.Unmeasurable => $"Its parent {facts.Order.ParentId} is of another instrument or side.",
        RuleOutcome.Within => $"The slices would be {measure.Measured:0.########} of their parent's "
            + $"{measure.Limit:0.########}.",
        _ => $"The slices would be {measure.Measured:0.########}, more than their parent's "
            + $"{measure.Limit:0.########}.",
    };
}
