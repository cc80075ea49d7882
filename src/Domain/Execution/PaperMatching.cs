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

    private readonly FillModel _fills = new(options.Participation, options.Chances);

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

    /// <summary>Why the venue refuses an order.</summary>
    /// <returns>A sentence, or null for an order that it takes.</returns>
    public static string? FaultOf(ProposedOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        bool limited = order.Type is OrderType.Limit or OrderType.StopLimit;
        bool stopped = order.Type is OrderType.Stop or OrderType.StopLimit;
        bool atOnce = order.TimeInForce is TimeInForce.ImmediateOrCancel or TimeInForce.FillOrKill;
        return limited && order.LimitPrice is null ? $"A {order.Type} order needs a limit price."
            : stopped && order.StopPrice is null ? $"A {order.Type} order needs a stop price."
            : atOnce && (stopped || IsAuction(order.Type))
                ? $"A {order.Type} order cannot be {order.TimeInForce}: it waits by its nature."
                : null;
    }

    /// <summary>Whether the model of slippage in a market needs the days before a bar.</summary>
    public bool NeedsImpact(Market market)
    {
        ArgumentNullException.ThrowIfNull(market);
        return options.Costs.GetValueOrDefault(market.Name)?.Slippage is SlippageKind.MarketImpact;
    }

    /// <summary>Carries an order through one bar.</summary>
    /// <param name="order">As it stands.</param>
    /// <param name="bar">A daily bar of its instrument.</param>
    /// <param name="market">Its market.</param>
    /// <param name="room">What the account leaves of the bar.</param>
    /// <param name="impact">Of the days before the bar, where <see cref="NeedsImpact"/>.</param>
    /// <returns>The order after it; itself where the bar changes nothing.</returns>
    public PaperOrder Step(
        PaperOrder order, Bar bar, Market market, PaperRoom room, MarketImpact impact = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(market);
        if (!order.Works || bar.Start <= ReadsFrom(order) || !IsInTime(order, bar, market))
        {
            return order;
        }

        DateTimeOffset open = market.OpenOf(bar, DailyStep), end = market.KnownAt(bar.Start, DailyStep);
        end = end > open ? end : open;
        if (order.Order.TimeInForce is TimeInForce.GoodTilCanceled
            && open >= order.AcceptedAt + options.LongestLife)
        {
            return order;
        }

        decimal left = order.Order.ReduceOnly
            ? Math.Min(order.Left, Reducible(order.Order, room))
            : order.Left;
        if (left == 0 || (left < order.Left && order.Order.TimeInForce is TimeInForce.FillOrKill))
        {
            return order.Ended(OrderStatus.Canceled, "Nothing is left for it to reduce.", open);
        }

        BarFill result = _fills.Fill(
            order.Order, left, bar, TermsOf(market, order.Order.Instrument, impact), order.Triggered,
            room.Used);
        DateTimeOffset at = result.Moment is BarMoment.Open ? open : end;
        PaperOrder next = result.Quantity > 0
            ? WithFill(order, result, bar, FillOf(order, result, market, at), at)
            : result.Triggered && !order.Triggered
                ? order with
                {
                    Triggered = true, Through = bar.Start,
                    Report = order.Report with { Status = OrderStatus.Triggered, DeskTime = end },
                }
                : order;
        return !next.Works ? next : order.Order.TimeInForce switch
        {
            TimeInForce.GoodTilCanceled => next,
            TimeInForce.Day => next.Ended(OrderStatus.Expired, result.Reason, end),
            _ => next.Ended(OrderStatus.Canceled, result.Reason, open),
        };
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

        DateTimeOffset at = order.Report.DeskTime > now.DeskTime ? order.Report.DeskTime : now.DeskTime;
        return order.Replayed
            ? order.Ended(
                OrderStatus.Expired,
                bars == 0 ? "No bar starts after the order." : "Its time or the bars ended before it did.",
                at)
            : now.DeskTime >= EndOf(order, market)
                ? order.Ended(OrderStatus.Expired, "No bar became known while the order was good.", at)
                : order;
    }

    private static bool IsAuction(OrderType type) =>
        type is OrderType.MarketOnOpen or OrderType.MarketOnClose;

    private static decimal Reducible(ProposedOrder order, PaperRoom room) =>
        Math.Max(0, order.Side is OrderSide.Buy ? -room.Held : room.Held);

    private bool IsInTime(PaperOrder order, Bar bar, Market market) => order.Order.Type switch
    {
        OrderType.MarketOnOpen =>
            market.OpenOf(bar, DailyStep) - options.OpenCutoff >= order.AcceptedAt,
        OrderType.MarketOnClose =>
            market.KnownAt(bar.Start, DailyStep) - options.CloseCutoff >= order.AcceptedAt,
        _ => true,
    };

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

    private SlippageTerms TermsOf(Market market, Instrument instrument, MarketImpact impact)
    {
        PaperCosts? own = options.Costs.GetValueOrDefault(market.Name);
        return new(
            own?.Slippage ?? SlippageKind.Auto, own?.SlippageBps ?? market.Costs.SlippageBps,
            instrument.Kind is InstrumentKind.Fx or InstrumentKind.Crypto or InstrumentKind.Commodity,
            impact);
    }

    private static PaperOrder WithFill(
        PaperOrder order, BarFill result, Bar bar, Fill fill, DateTimeOffset at) => order with
    {
        Through = bar.Start,
        Triggered = order.Triggered || result.Triggered,
        Report = order.Report with
        {
            Fills = [.. order.Report.Fills, fill],
            DeskTime = at,
            Status = fill.Quantity == order.Left ? OrderStatus.Filled : OrderStatus.PartiallyFilled,
            Reason = result.Reason,
        },
    };

    private Fill FillOf(PaperOrder order, BarFill bar, Market market, DateTimeOffset at)
    {
        ProposedOrder of = order.Order;
        string? schedule = options.Costs.GetValueOrDefault(market.Name)?.Fees;
        FeeTable table = options.Fees.Find(
            schedule is null ? market.Costs : market.Costs with { Schedule = schedule }, at);
        Fee fee = FeeModel.Of(
            table, of.Instrument, of.Side, bar.Quantity, bar.Price, bar.Maker, order.Report.Fills);
        return new(
            $"{of.ClientOrderId}-{order.Report.Fills.Count + 1}", of.ClientOrderId, of.Instrument.Id, of.Side,
            bar.Quantity, bar.Price, of.Instrument.Currency, of.Instrument.Multiplier, fee.Amount,
            fee.Currency, at)
        {
            ReduceOnly = of.ReduceOnly,
        };
    }
}
