namespace TradingBase.Risk.Rules;

/// <summary>Denies an order with a known id, and one like an order decided a moment ago.</summary>
/// <remarks>
/// Alike: same instrument, side, quantity and limit. Source: SEC Rule 15c3-5, erroneous and duplicative
/// orders. A parent and its slices are no duplicates of each other; an exit is bound by its id alone.
/// </remarks>
public sealed class NoDuplicate : IRiskRule
{
    /// <inheritdoc/>
    public string Name => nameof(NoDuplicate);

    /// <inheritdoc/>
    public string Unit => "orders";

    /// <inheritdoc/>
    public bool BindsExits => true;

    /// <inheritdoc/>
    public RuleMeasure Measure(in OrderFacts facts)
    {
        bool alike = facts.LikeDecidedAt is { } like && !facts.IsExit
            && (facts.Order.DecidedAt - like).Duration() <= facts.Limits.DuplicateWindow;
        return RuleMeasure.AtMost(alike || facts.IdIsKnown ? 1 : 0, 0);
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
        ? (decimal)(facts.Order.DecidedAt - like).Duration().TotalSeconds
        : null;
}
