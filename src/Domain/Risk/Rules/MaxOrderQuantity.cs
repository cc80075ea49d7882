namespace TradingBase.Risk.Rules;

/// <summary>Denies orders of more units than any order may have.</summary>
/// <param name="limits">Holds the largest quantity, units.</param>
public sealed class MaxOrderQuantity(RiskLimits limits) : IRiskRule
{
    /// <inheritdoc/>
    public string Name => nameof(MaxOrderQuantity);

    /// <inheritdoc/>
    public string Unit => "units";

    /// <inheritdoc/>
    public RuleMeasure Measure(in OrderFacts facts) =>
        RuleMeasure.AtMost(facts.Order.Quantity, limits.MaxOrderQuantity);

    /// <inheritdoc/>
    public string Explain(in OrderFacts facts, RuleMeasure measure) => measure.Holds
        ? $"Quantity {measure.Measured:0.########} is within {measure.Limit:0.########}."
        : $"Quantity {measure.Measured:0.########} is more than {measure.Limit:0.########}.";
}
