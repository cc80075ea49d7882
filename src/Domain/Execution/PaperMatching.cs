using TradingBase.Markets;
using TradingBase.Strategy;

namespace TradingBase.Execution;

/// <summary>What bars and time do to the paper venue's orders.</summary>
/// <param name="options">The venue's rules.</param>
/// <remarks>
/// Pure and thread-safe: the same order, bar and room give the same step, live and in replayed time.
/// </remarks>
public sealed class PaperMatching(PaperMatchingOptions options)
{
    private static readonly TimeSpan DailyStep = TimeSpan.FromDays(1);

    private readonly FillModel _fills = new(options.Participation);

    /// <summary>From where on bars may matter to an order: no bar that starts at or before it does.</summary>
    /// <returns>UTC, for <see cref="IMarketDataSource.ReadAfterAsync"/>.</returns>
    public static DateTimeOffset ReadsFrom(PaperOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);

        // A dated bar starts at midnight, long before its auctions.
        return order.Through
            ?? (IsAuction(order.Order.Type) ? order.AcceptedAt - DailyStep - DailyStep : order.AcceptedAt);
    }

    /// <summary>Which orders come first in a bar whose inside is unknown: the lower, the sooner.</summary>
    /// <remarks>What deals at the open is first; then the worse for the account: stops first.</remarks>
    public static int RankOf(PaperOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        return order.Order.Type switch
        {
            OrderType.Market or OrderType.MarketOnOpen => 0,
            OrderType.Stop => 1,
            OrderType.StopLimit => 2,
            OrderType.Limit => 3,
            _ => 4,
        };
    }

    /// <summary>Carries an order through one bar.</summary>
    /// <param name="order">As it stands.</param>
    /// <param name="bar">A daily bar of its instrument.</param>
    /// <param name="market">Its market.</param>
    /// <param name="room">What the account leaves of the bar.</param>
    /// <returns>The order after it; itself where the bar changes nothing.</returns>
    public PaperOrder Step(PaperOrder order, Bar bar, Market market, PaperRoom room)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(market);
        if (!order.Works || bar.Start <= ReadsFrom(order) || !IsInTime(order, bar, market))
        {
            return order;
        }

        DateTimeOffset open = market.OpenOf(bar, DailyStep), end = market.KnownAt(bar.Start, DailyStep);
        if (IsOver(order, open))
        {
            return order;
        }

        end = end > open ? end : open;
        BarFill result = _fills.Fill(order.Order, order.Left, bar, market.Costs, room.Used);
        PaperOrder next = result.Quantity == 0 ? order : order with
        {
            Through = bar.Start,
            Report = order.Report with
            {
                Fills = [.. order.Report.Fills, FillOf(order, result, market, open)],
                DeskTime = open,
                Status = result.Quantity == order.Left ? OrderStatus.Filled : OrderStatus.PartiallyFilled,
                Reason = result.Reason,
            },
        };
        return next.Works && order.Order.TimeInForce is not TimeInForce.GoodTilCanceled
            ? next.Ended(OrderStatus.Expired, result.Reason, end)
            : next;
    }

    /// <summary>Ends an order whose time is over, after all known bars were stepped through.</summary>
    /// <param name="order">As it stands.</param>
    /// <param name="bars">How many bars there were.</param>
    /// <param name="market">Its market.</param>
    /// <param name="now">What time it is.</param>
    /// <returns>The order after it; itself where it goes on.</returns>
    public PaperOrder Expire(PaperOrder order, int bars, Market market, DeskClock now)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(market);
        if (!order.Works)
        {
            return order;
        }

        if (order.Replayed)
        {
            DateTimeOffset at = order.Report.DeskTime > now.DeskTime ? order.Report.DeskTime : now.DeskTime;
            return order.Ended(
                OrderStatus.Expired,
                bars == 0 ? "No bar starts after the order." : "The bars ended before the order did.",
                at);
        }

        return now.DeskTime >= EndOf(order, market)
            ? order.Ended(
                OrderStatus.Expired, "No bar became known while the order was good.", now.DeskTime)
            : order;
    }

    private static bool IsAuction(OrderType type) =>
        type is OrderType.MarketOnOpen or OrderType.MarketOnClose;

    private bool IsInTime(PaperOrder order, Bar bar, Market market) => order.Order.Type switch
    {
        OrderType.MarketOnOpen =>
            market.OpenOf(bar, DailyStep) - options.OpenCutoff >= order.AcceptedAt,
        OrderType.MarketOnClose =>
            market.KnownAt(bar.Start, DailyStep) - options.CloseCutoff >= order.AcceptedAt,
        _ => true,
    };

    private bool IsOver(PaperOrder order, DateTimeOffset open) =>
        order.Order.TimeInForce is TimeInForce.GoodTilCanceled
        && open >= order.AcceptedAt + options.LongestLife;

    // The order is good for the first session whose bar starts after it; that bar may come until the next one
    // ends.
    private DateTimeOffset EndOf(PaperOrder order, Market market) =>
        order.Order.TimeInForce is TimeInForce.GoodTilCanceled
            ? order.AcceptedAt + options.LongestLife
            : market.SessionsFrom(order.AcceptedAt)
                .Where(session => new DateTimeOffset(session.Date, TimeOnly.MinValue, TimeSpan.Zero)
                    > order.AcceptedAt)
                .Skip(1)
                .First()
                .Close;

    private static Fill FillOf(PaperOrder order, BarFill bar, Market market, DateTimeOffset at)
    {
        ProposedOrder of = order.Order;
        Fee fee = FeeModel.Of(market.Costs, of.Instrument, bar.Quantity, bar.Price);
        return new(
            $"{of.ClientOrderId}-{order.Report.Fills.Count + 1}", of.ClientOrderId, of.Instrument.Id, of.Side,
            bar.Quantity, bar.Price, of.Instrument.Currency, of.Instrument.Multiplier, fee.Amount,
            fee.Currency, at);
    }
}
