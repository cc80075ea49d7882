namespace TradingBase.Risk.Rules;

/// <summary>Denies orders that come faster than the desk may send them.</summary>
/// <remarks>
/// Counted by the desk time of their decision, earlier approvals included; exits count and are bound too.
/// Source: EU RTS 6, article 15, throttles.
/// </remarks>
public sealed class MaxOrderRate : IRiskRule
{
    /// <inheritdoc/>
    public string Name => nameof(MaxOrderRate);

    /// <inheritdoc/>
    public string Unit => "orders";

    /// <inheritdoc/>
    public RuleMeasure Measure(in OrderFacts facts) =>
        RuleMeasure.AtMost(facts.Book.OrdersInWindow + 1, facts.Limits.MaxOrdersInWindow);

    /// <inheritdoc/>
    public string Explain(in OrderFacts facts, RuleMeasure measure) => measure.Holds
        ? $"{measure.Measured} orders in {facts.Limits.OrderRateWindow.TotalSeconds:0.###} s, at most "
            + $"{measure.Limit} are allowed."
        : $"{measure.Measured} orders in {facts.Limits.OrderRateWindow.TotalSeconds:0.###} s are more than "
            + $"{measure.Limit}.";
}
