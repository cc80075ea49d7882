namespace TradingBase.Strategy;

/// <summary>Says which orders are worked in slices.</summary>
/// <param name="options">From which worth on, and how.</param>
/// <remarks>Pure. Orders for the open, the close, a stop or one moment are sent as they are.</remarks>
public sealed class OrderPlanner(ExecutionOptions options)
{
    /// <summary>Plans one order.</summary>
    /// <param name="order">Not judged yet.</param>
    /// <param name="rateToBase">Base currency per quote currency, or null when unknown.</param>
    /// <param name="asked">What its strategy asks for, or null.</param>
    /// <returns>The order, with a plan where it is worked.</returns>
    public ProposedOrder Plan(ProposedOrder order, decimal? rateToBase, ExecutionPlan? asked = null)
    {
        ArgumentNullException.ThrowIfNull(order);
        ExecutionPlan plan = asked
            ?? new(options.Algorithm, options.Slices, options.Minutes, options.Share);
        decimal price = Math.Max(Math.Abs(order.LimitPrice ?? 0), Math.Abs(order.ReferencePrice));
        bool large = asked is not null
            || order.Quantity * price * order.Instrument.Multiplier * rateToBase > options.FromNotional;
        bool workable = order.Type is OrderType.Market or OrderType.Limit
            && order.TimeInForce is TimeInForce.Day or TimeInForce.GoodTilCanceled
            && order.ParentId is null;
        return plan.Algorithm is not ExecutionAlgorithm.None && large && workable
            ? order with { Plan = plan }
            : order;
    }
}
