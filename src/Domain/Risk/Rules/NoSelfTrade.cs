namespace TradingBase.Risk.Rules;

/// <summary>Denies orders that could trade with the desk's own open orders.</summary>
/// <remarks>
/// A market order takes any price, so it could meet any open order of the other side. Unmeasured is nothing:
/// an unknown instrument has no open orders. Source: SEC Rule 15c3-5; venues' self-trade prevention.
/// </remarks>
public sealed class NoSelfTrade : IRiskRule
{
    /// <inheritdoc/>
    public string Name => nameof(NoSelfTrade);

    /// <inheritdoc/>
    public string Unit => "orders";

    /// <inheritdoc/>
    public bool BindsExits => true;

    /// <inheritdoc/>
    public RuleMeasure Measure(in OrderFacts facts) => RuleMeasure.AtMost(Crosses(facts) ? 1 : 0, 0);

    /// <inheritdoc/>
    public string Explain(in OrderFacts facts, RuleMeasure measure) => measure.Holds
        ? "No open order of the desk's own stands against it."
        : "It could trade with an open order of the desk's own.";

    private static bool Crosses(in OrderFacts facts) => facts.OwnOtherSide is { } other
        && (facts.Order.Side is Strategy.OrderSide.Buy ? facts.OwnPrice >= other : facts.OwnPrice <= other);
}
