using TradingBase.Markets;
using TradingBase.Strategy;

namespace TradingBase.Execution;

/// <summary>Fills orders in bars, never better than a bar allows.</summary>
/// <param name="participation">
/// Largest share of a bar's volume that one order gets; above 0, at most 1.
/// </param>
/// <remarks>
/// Pure and thread-safe. Market orders fill at the open with slippage, rounded to the tick against the order;
/// limits as in LEAN's EquityFillModel: the price must pass the limit, a touch does not fill, a gap is in the
/// order's favour.
/// </remarks>
public sealed class FillModel(Ratio participation)
{
    private readonly decimal _participation = participation.Value is > 0 and <= 1
        ? participation.Value
        : throw new ArgumentOutOfRangeException(
            nameof(participation), participation, "A share above 0, at most 1, was expected.");

    /// <summary>Fills what a bar allows of an order.</summary>
    /// <param name="order">The order.</param>
    /// <param name="left">Units not filled yet; greater than zero.</param>
    /// <param name="bar">The first bar after the order.</param>
    /// <param name="costs">Slippage where volume is not reported.</param>
    /// <param name="used">Units that own orders got of the bar before; zero or more.</param>
    /// <returns>Units and price; zero units with the reason when the bar does not fill it.</returns>
    public BarFill Fill(ProposedOrder order, decimal left, Bar bar, TradingCosts costs, decimal used = 0)
    {
        ArgumentNullException.ThrowIfNull(order);
        decimal wanted = Check.Positive(left), most = Most(order.Instrument, wanted, bar, used);
        if (order.Type is OrderType.Limit && !Passes(order, bar))
        {
            decimal extreme = order.Side is OrderSide.Buy ? bar.Low : bar.High;
            return new(0, 0, $"The limit {order.LimitPrice:0.########} was not passed: the bar went to "
                + $"{extreme:0.########}.");
        }

        if (most == 0)
        {
            return new(0, 0, $"The share of the bar's volume {bar.Volume:0.########} that one order gets "
                + $"is less than a lot of {order.Instrument.Lot:0.########}.");
        }

        decimal price = order.Type is OrderType.Limit
            ? AtLimit(order, bar)
            : Against(
                order, bar, SlippageModel.Of(costs, bar.Open, most, bar.Volume));
        return new(most, price, most == wanted
            ? null
            : $"{most:0.########} of {wanted:0.########} were filled: the rest is more than "
                + $"{new Ratio(_participation)} of the bar's volume {bar.Volume:0.########}.");
    }

    private decimal Most(Instrument instrument, decimal wanted, Bar bar, decimal used) => bar.Volume > 0
        ? Math.Clamp(
            (Math.Floor(_participation * bar.Volume / instrument.Lot) * instrument.Lot) - used, 0, wanted)
        : wanted;

    private static bool Passes(ProposedOrder order, Bar bar) => order.Side is OrderSide.Buy
        ? bar.Low < order.LimitPrice
        : bar.High > order.LimitPrice;

    private static decimal AtLimit(ProposedOrder order, Bar bar)
    {
        decimal limit = order.LimitPrice ?? throw new ArgumentException(
            "A limit order needs a price.", nameof(order));
        bool gap = order.Side is OrderSide.Buy ? bar.Open < limit : bar.Open > limit;
        return gap ? Against(order, bar, slippage: 0) : limit;
    }

    // Rounded to a tick on the far side of the open; where the bar holds no such tick, the raw price at its
    // edge.
    private static decimal Against(ProposedOrder order, Bar bar, decimal slippage)
    {
        decimal tick = order.Instrument.Tick;
        if (order.Side is OrderSide.Buy)
        {
            decimal edge = Math.Floor(bar.High / tick) * tick;
            decimal up = Math.Ceiling((bar.Open + slippage) / tick) * tick;
            return up <= bar.High ? up : edge >= bar.Open ? edge : Math.Min(bar.Open + slippage, bar.High);
        }

        decimal floor = Math.Ceiling(bar.Low / tick) * tick;
        decimal down = Math.Floor((bar.Open - slippage) / tick) * tick;
        return down >= bar.Low ? down : floor <= bar.Open ? floor : Math.Max(bar.Open - slippage, bar.Low);
    }
}
