using TradingBase.Execution;
using TradingBase.Markets;
using TradingBase.Risk;
using TradingBase.Strategy;

namespace TradingBase.Adapters.Brokers;

/// <summary>
/// A venue on paper: day orders fill in the first bar that starts after them, or not at all.
/// </summary>
/// <param name="book">The venue's memory.</param>
/// <param name="source">Where the bars come from.</param>
/// <param name="catalog">Knows hours and costs.</param>
/// <param name="options">How much of a bar one order gets.</param>
/// <remarks>
/// Thread-safe. In replayed time an order is filled and ended as it is sent; when live, it works until a bar
/// is known. What a bar leaves unfilled expires with it. Trade ids are made of order ids, so a second run
/// makes the same ones.
/// </remarks>
public sealed class PaperBroker(
    IPaperBook book, IMarketDataSource source, MarketCatalog catalog, PaperBrokerOptions options) : IBroker
{
    private static readonly TimeSpan Step = TimeSpan.FromDays(1);

    private readonly FillModel _fills = new(options.Participation);

    /// <inheritdoc/>
    public string Name => TradingBase.Execution.Fill.PaperVenue;

    /// <inheritdoc/>
    public BrokerTraits Traits { get; } = new() { OnPaper = true, CancelsAllAtOnce = true };

    /// <inheritdoc/>
    public async Task<OrderReport> SubmitAsync(
        ApprovedOrder order, DeskClock now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        string id = order.Order.ClientOrderId;
        if (await book.FindAsync(id, cancellationToken) is { } known)
        {
            return known;
        }

        OrderReport first = now.Replayed
            ? await FillAsync(order, now.DeskTime, now, cancellationToken)
                ?? Ended(order, OrderStatus.Expired, [], "No bar starts after the order.", now.DeskTime)
            : new(id, OrderStatus.Accepted, [], null, now.DeskTime);
        return await book.ChangeAsync(id, present => present ?? first, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<OrderReport?> QueryAsync(
        ApprovedOrder order, DeskClock now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        OrderReport? known = await book.FindAsync(order.Order.ClientOrderId, cancellationToken);
        return known is null || OrderMoves.HasEnded(known.Status)
            ? known
            : await AdvanceAsync(order, known, now, cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>An order that the venue never had is answered as rejected, and not remembered.</remarks>
    public async Task<OrderReport> CancelAsync(
        ApprovedOrder order, DeskClock now, CancellationToken cancellationToken)
    {
        OrderReport? known = await QueryAsync(order, now, cancellationToken);
        return known is null
            ? Ended(order, OrderStatus.Rejected, [], "The venue never had this order.", now.DeskTime)
            : await ReplaceWorkingAsync(
                known,
                known with { Status = OrderStatus.Canceled, Reason = "Taken back.", DeskTime = now.DeskTime },
                cancellationToken);
    }

    /// <inheritdoc/>
    public Task<VenueAccount> ReadAccountAsync(
        DateTimeOffset fillsFrom, DeskClock now, CancellationToken cancellationToken) =>
        throw new NotSupportedException("The paper venue keeps no account yet.");

    /// <inheritdoc/>
    public Task<int> CancelAllAsync(DeskClock now, CancellationToken cancellationToken) =>
        throw new NotSupportedException("The paper venue keeps no account yet.");

    /// <inheritdoc/>
    public Task ArmDeadManAsync(TimeSpan? after, CancellationToken cancellationToken) => Task.CompletedTask;

    // A working order's report bears the moment at which it was accepted.
    private async Task<OrderReport> AdvanceAsync(
        ApprovedOrder order, OrderReport known, DeskClock now, CancellationToken cancellationToken)
    {
        OrderReport? next = await FillAsync(order, known.DeskTime, now, cancellationToken);
        if (next is null
            && (now.Replayed || now.DeskTime >= EndOfDay(order.Order.Instrument, known.DeskTime)))
        {
            next = Ended(
                order, OrderStatus.Expired, [], "No bar became known while the order was "
                    + "good.", now.DeskTime);
        }

        return next is null ? known : await ReplaceWorkingAsync(known, next, cancellationToken);
    }

    private Task<OrderReport> ReplaceWorkingAsync(
        OrderReport known, OrderReport next, CancellationToken cancellationToken) =>
        book.ChangeAsync(
            known.ClientOrderId,
            present => present is null || OrderMoves.HasEnded(present.Status) ? present ?? known : next,
            cancellationToken);

    private async Task<OrderReport?> FillAsync(
        ApprovedOrder approved, DateTimeOffset sentAt, DeskClock now, CancellationToken cancellationToken)
    {
        ProposedOrder order = approved.Order;
        IReadOnlyList<Bar> bars = await source.ReadAfterAsync(
            order.Instrument, sentAt, now.Replayed ? DateTimeOffset.MaxValue : now.DeskTime, atMost: 1,
            cancellationToken);
        if (bars.Count == 0)
        {
            return null;
        }

        Market market = catalog.Find(order.Instrument.Id.Market);
        DateTimeOffset open = market.OpenOf(bars[0], Step), end = market.KnownAt(bars[0].Start, Step);
        BarFill bar = _fills.Fill(order, order.Quantity, bars[0], market.Costs);
        Fill[] fills = bar.Quantity > 0 ? [FillOf(order, bar, market.Costs, open)] : [];
        return bar.Quantity == order.Quantity
            ? Ended(approved, OrderStatus.Filled, fills, null, open)
            : Ended(approved, OrderStatus.Expired, fills, bar.Reason, end > open ? end : open);
    }

    private static Fill FillOf(ProposedOrder order, BarFill bar, TradingCosts costs, DateTimeOffset at)
    {
        Fee fee = FeeModel.Of(costs, order.Instrument, bar.Quantity, bar.Price);
        return new(
            $"{order.ClientOrderId}-1", order.ClientOrderId, order.Instrument.Id, order.Side, bar.Quantity,
            bar.Price, order.Instrument.Currency, order.Instrument.Multiplier, fee.Amount, fee.Currency, at);
    }

    // The order is good for the first session whose bar starts after it; that bar may come until the next one
    // ends.
    private DateTimeOffset EndOfDay(Instrument instrument, DateTimeOffset sentAt) =>
        catalog.Find(instrument.Id.Market)
            .SessionsFrom(sentAt)
            .Where(session => new DateTimeOffset(session.Date, TimeOnly.MinValue, TimeSpan.Zero) > sentAt)
            .Skip(1)
            .First()
            .Close;

    private static OrderReport Ended(
        ApprovedOrder order, OrderStatus status, IReadOnlyList<Fill> fills, string? reason,
        DateTimeOffset at) =>
        new(order.Order.ClientOrderId, status, fills, reason, at);
}
