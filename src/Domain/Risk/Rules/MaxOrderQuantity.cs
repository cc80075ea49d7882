namespace TradingBase.Risk.Rules;

/// <summary>Denies orders of more units than any order may have.</summary>
public sealed class MaxOrderQuantity : IRiskRule
{
    /// <inheritdoc/>
    public string Name => nameof(MaxOrderQuantity);

    /// <inheritdoc/>
    public string Unit => "units";

    /// <inheritdoc/>
    public RuleMeasure Measure(in OrderFacts facts) =>
        RuleMeasure.AtMost(facts.Order.Quantity, facts.Limits.MaxOrderQuantity);

    /// <inheritdoc/>
    public string Explain(in OrderFacts facts, RuleMeasure measure) => measure.Holds
        ? $"Quantity {measure.Measured:0.########} is within {measure.Limit:0.########}."
        : $"Quantity {measure.Measured:0.########} is more than {measure.Limit:0.########}.";
}
