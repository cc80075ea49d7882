namespace TradingBase.Risk.Rules;

/// <summary>Denies orders beyond the number that may be open at once.</summary>
/// <remarks>An order that only shrinks a position always passes.</remarks>
public sealed class MaxOpenOrders : IRiskRule
{
    /// <inheritdoc/>
    public string Name => nameof(MaxOpenOrders);

    /// <inheritdoc/>
    public string Unit => "orders";

    /// <inheritdoc/>
    public bool SparesShrinking => true;

    /// <inheritdoc/>
    public RuleMeasure Measure(in OrderFacts facts) =>
        RuleMeasure.AtMost(facts.Book.OpenOrders + 1, facts.Limits.MaxOpenOrders);

    /// <inheritdoc/>
    public string Explain(in OrderFacts facts, RuleMeasure measure) => measure.Holds
        ? $"{measure.Measured} orders would be open, at most {measure.Limit} may be."
        : $"{measure.Measured} orders would be open, more than {measure.Limit}.";
}
