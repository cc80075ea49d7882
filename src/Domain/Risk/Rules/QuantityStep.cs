namespace TradingBase.Risk.Rules;

/// <summary>Denies quantities that are no whole lots or less than the smallest order.</summary>
public sealed class QuantityStep : IRiskRule
{
    /// <inheritdoc/>
    public string Name => nameof(QuantityStep);

    /// <inheritdoc/>
    public string Unit => "units";

    /// <inheritdoc/>
    public bool BindsExits => true;

    /// <inheritdoc/>
    public RuleMeasure Measure(in OrderFacts facts)
    {
        decimal rest = facts.OffLot();
        return rest == 0
            ? RuleMeasure.AtLeast(facts.Order.Quantity, facts.Instrument.MinimumQuantity)
            : RuleMeasure.AtMost(rest, 0);
    }

    /// <inheritdoc/>
    public string Explain(in OrderFacts facts, RuleMeasure measure)
    {
        (decimal quantity, decimal lot) = (facts.Order.Quantity, facts.Instrument.Lot);
        return quantity % lot != 0
            ? $"Quantity {quantity:0.########} is {measure.Measured:0.########} more than whole "
                + $"lots of {lot:0.########}."
            : measure.Holds
                ? $"Quantity {quantity:0.########} is whole lots of {lot:0.########}."
                : $"Quantity {quantity:0.########} is less than the smallest order, "
                    + $"{measure.Limit:0.########}.";
    }
}
