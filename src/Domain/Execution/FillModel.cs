using TradingBase.Markets;
using TradingBase.Strategy;

namespace TradingBase.Execution;

/// <summary>Fills orders in bars, never better than a bar allows.</summary>
/// <param name="participation">
/// Largest share of a bar's volume that own orders get together; above 0, at most 1.
/// </param>
/// <param name="chances">What is left to chance.</param>
/// <remarks>
/// Pure and thread-safe. Rules as in LEAN's EquityFillModel: a limit must be passed, a touch does not fill, a
/// gap is in its favour; a stop is filled at itself or at the open, the worse. What deals at a price that it
/// does not name slips, rounded to the tick against the order. Where a bar leaves open what came first, the
/// worse did: a stop limit is not filled by what may have been before its stop.
/// </remarks>
public sealed class FillModel(Ratio participation, FillChances chances = default)
{
    private readonly decimal _participation = participation.Value is > 0 and <= 1
        ? participation.Value
        : throw new ArgumentOutOfRangeException(
            nameof(participation), participation, "A share above 0, at most 1, was expected.");

    /// <summary>Fills what a bar allows of an order.</summary>
    /// <param name="order">The order.</param>
    /// <param name="left">Units not filled yet; greater than zero.</param>
    /// <param name="bar">A bar after the order.</param>
    /// <param name="slippage">How slippage is counted.</param>
    /// <param name="triggered">Whether an earlier bar reached the stop price.</param>
    /// <param name="used">Units that own orders got of the bar before; zero or more.</param>
    /// <returns>Units and price; zero units with the reason when the bar does not fill it.</returns>
    /// <exception cref="ArgumentException">The order lacks the price that its type needs.</exception>
    public BarFill Fill(
        ProposedOrder order, decimal left, Bar bar, SlippageTerms slippage, bool triggered = false,
        decimal used = 0)
    {
        ArgumentNullException.ThrowIfNull(order);
        decimal wanted = Check.Positive(left), most = Most(order.Instrument, wanted, bar, used);
        Deal deal = new BarWalk(order, bar, chances).Find(triggered);
        if (deal.Price is not { } from)
        {
            return new(0, 0, deal.Reason, Triggered: deal.Triggered);
        }

        if (most == 0)
        {
            return new(0, 0, $"The share of the bar's volume {bar.Volume:0.########} that own orders get "
                + $"has no lot of {order.Instrument.Lot:0.########} left.", Triggered: deal.Triggered);
        }

        if (most < wanted && order.TimeInForce is TimeInForce.FillOrKill)
        {
            return new(0, 0, $"{wanted:0.########} were wanted at once or not at all; the bar gives "
                + $"{most:0.########}.");
        }

        decimal price = deal.Maker ? from : Taken(order, bar, deal, from, slippage, most);
        return new(
            most, price,
            most == wanted ? null : $"{most:0.########} of {wanted:0.########} were filled: the rest is more "
                + $"than {new Ratio(_participation)} of the bar's volume {bar.Volume:0.########}.",
            deal.Moment, deal.Maker, deal.Triggered);
    }

    private decimal Most(Instrument instrument, decimal wanted, Bar bar, decimal used) => bar.Volume > 0
        ? Math.Clamp(
            (Math.Floor(_participation * bar.Volume / instrument.Lot) * instrument.Lot) - used, 0, wanted)
        : wanted;

    private decimal Taken(
        ProposedOrder order, Bar bar, Deal deal, decimal from, SlippageTerms slippage, decimal quantity)
    {
        decimal slip = deal.Slips ? SlippageModel.Of(slippage, from, quantity, bar.Volume) : 0;
        if (deal.Slips && chances.SlipsATick(order.ClientOrderId, bar))
        {
            slip += order.Instrument.Tick;
        }

        decimal price = Against(order, bar, from, slip);
        return order.Type is OrderType.Limit or OrderType.StopLimit && order.LimitPrice is { } limit
            ? (order.Side is OrderSide.Buy ? Math.Min(price, limit) : Math.Max(price, limit))
            : price;
    }

    // Rounded to a tick on the far side; where the bar holds no such tick, the raw price at its edge.
    private static decimal Against(ProposedOrder order, Bar bar, decimal from, decimal slippage)
    {
        decimal tick = order.Instrument.Tick;
        if (order.Side is OrderSide.Buy)
        {
            decimal edge = Math.Floor(bar.High / tick) * tick;
            decimal up = Math.Ceiling((from + slippage) / tick) * tick;
            return up <= bar.High ? up : edge >= from ? edge : Math.Min(from + slippage, bar.High);
        }

        decimal floor = Math.Ceiling(bar.Low / tick) * tick;
        decimal down = Math.Floor((from - slippage) / tick) * tick;
        return down >= bar.Low ? down : floor <= from ? floor : Math.Max(from - slippage, bar.Low);
    }
}
