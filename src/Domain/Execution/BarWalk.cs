using TradingBase.Markets;
using TradingBase.Strategy;

namespace TradingBase.Execution;

/// <summary>Finds where in a bar an order is dealt, if it is.</summary>
/// <param name="order">The order.</param>
/// <param name="bar">A bar after it.</param>
/// <param name="chances">What is left to chance.</param>
internal readonly struct BarWalk(ProposedOrder order, Bar bar, FillChances chances)
{
    private bool Buys => order.Side is OrderSide.Buy;

    // Where the price went furthest in the order's favour, and against it.
    private decimal Best => Buys ? bar.Low : bar.High;

    private decimal Worst => Buys ? bar.High : bar.Low;

    /// <summary>Finds the deal.</summary>
    /// <param name="triggered">Whether an earlier bar reached the stop price.</param>
    public Deal Find(bool triggered) => order.Type switch
    {
        OrderType.Market or OrderType.MarketOnOpen => Deal.Take(bar.Open, BarMoment.Open),
        OrderType.MarketOnClose => Deal.Take(bar.Close, BarMoment.Close),
        OrderType.Limit => AtLimit(),
        OrderType.Stop => triggered ? Deal.Take(bar.Open, BarMoment.Open, triggered: true) : AtStop(),
        _ => triggered ? AtLimit() with { Triggered = true } : AtStopLimit(),
    };

    private static decimal Needed(decimal? price, string name) => price
        ?? throw new ArgumentException($"An order of this type needs a {name} price.");

    // Whether a price is strictly on the order's side of another.
    private bool IsBetter(decimal price, decimal than) => Buys ? price < than : price > than;

    private Deal AtLimit()
    {
        decimal limit = Needed(order.LimitPrice, "limit");
        if (IsBetter(bar.Open, limit))
        {
            return Deal.Take(bar.Open, BarMoment.Open) with { Slips = false };
        }

        if (order.TimeInForce is TimeInForce.ImmediateOrCancel or TimeInForce.FillOrKill)
        {
            return Deal.Refuse(
                $"The limit {limit:0.########} could not be filled at once: the bar opened at "
                    + $"{bar.Open:0.########}.");
        }

        return IsBetter(Best, limit) || (Best == limit && chances.FillsOnTouch(order.ClientOrderId, bar))
            ? new(limit, BarMoment.Inside, Slips: false, Maker: true, Triggered: false, null)
            : Deal.Refuse(
                $"The limit {limit:0.########} was not passed: the bar went to {Best:0.########}.");
    }

    private Deal AtStop()
    {
        decimal stop = Needed(order.StopPrice, "stop");
        return IsBetter(Worst, stop)
            ? Deal.Refuse($"The stop {stop:0.########} was not reached: the bar went to {Worst:0.########}.")
            : IsBetter(bar.Open, stop)
                ? Deal.Take(stop, BarMoment.Inside, triggered: true)
                : Deal.Take(bar.Open, BarMoment.Open, triggered: true);
    }

    private Deal AtStopLimit()
    {
        decimal limit = Needed(order.LimitPrice, "limit");
        Deal stopped = AtStop();
        if (stopped.Price is not { } from)
        {
            return stopped;
        }

        // Set off by the open, the order is a limit for all of the bar; it takes at once what is better.
        if (stopped.Moment is BarMoment.Open)
        {
            Deal whole = AtLimit() with { Triggered = true };
            return whole with { Slips = whole is { Moment: BarMoment.Open, Price: not null } };
        }

        // What the bar did before the stop was reached is not known; its close certainly came after.
        return IsBetter(from, limit) ? stopped
            : IsBetter(bar.Close, limit)
                ? new(limit, BarMoment.Inside, Slips: false, Maker: true, Triggered: true, null)
                : Deal.Refuse(
                    $"The stop {order.StopPrice:0.########} was reached; whether the limit "
                        + $"{limit:0.########} was passed after it is not known.", triggered: true);
    }
}
