namespace TradingBase.Risk.Rules;

/// <summary>Denies an order with a known id, and one like an order decided a moment ago.</summary>
/// <remarks>
/// Alike: same instrument, side, quantity and limit. Source: SEC Rule 15c3-5, erroneous and duplicative
/// orders.
/// </remarks>
public sealed class NoDuplicate : IRiskRule
{
    /// <inheritdoc/>
    public string Name => nameof(NoDuplicate);

    /// <inheritdoc/>
    public string Unit => "orders";

    /// <inheritdoc/>
    public RuleMeasure Measure(in OrderFacts facts)
    {
        decimal window = (decimal)facts.Limits.DuplicateWindow.TotalSeconds;
        if (facts.IdIsKnown)
        {
            return RuleMeasure.AtMost(1, 0);
        }

        decimal? apart = Apart(facts);
        return apart is null || apart > window
            ? RuleMeasure.AtMost(0, 0)
            : RuleMeasure.AtMost(1, 0);
    }

    /// <inheritdoc/>
    public string Explain(in OrderFacts facts, RuleMeasure measure) => facts switch
    {
        { IdIsKnown: true } => $"The order id {facts.Order.ClientOrderId} is taken.",
        _ when measure.Holds => "No like order was decided within "
            + $"{facts.Limits.DuplicateWindow.TotalSeconds:0.###} s.",
        _ => $"A like order was decided {Apart(facts):0.###} s apart, within "
            + $"{facts.Limits.DuplicateWindow.TotalSeconds:0.###} s.",
    };

    private static decimal? Apart(in OrderFacts facts) => facts.LikeDecidedAt is { } like
        ? (decimal)Math.Abs((facts.Order.DecidedAt - like).TotalSeconds)
        : null;
}
