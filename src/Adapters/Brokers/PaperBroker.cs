using TradingBase.Execution;
using TradingBase.Markets;
using TradingBase.Risk;

namespace TradingBase.Adapters.Brokers;

/// <summary>A venue on paper: orders fill in the bars that start after them, while they are good.</summary>
/// <param name="book">The venue's memory.</param>
/// <param name="source">Where the bars come from.</param>
/// <param name="catalog">Knows hours and costs.</param>
/// <param name="options">How much of a bar own orders get, and more.</param>
/// <remarks>
/// Thread-safe. In replayed time an order is carried to its end as it is sent; when live, it works until its
/// bars are known. Trade ids are made of order ids, so a second run makes the same ones; the fills are the
/// same either way.
/// </remarks>
public sealed partial class PaperBroker(
    IPaperBook book, IMarketDataSource source, MarketCatalog catalog, PaperMatchingOptions options) : IBroker
{
    /// <inheritdoc/>
    public string Name => TradingBase.Execution.Fill.PaperVenue;

    /// <inheritdoc/>
    public BrokerTraits Traits { get; } = new() { OnPaper = true, CancelsAllAtOnce = true };

    /// <inheritdoc/>
    public async Task<OrderReport> SubmitAsync(
        ApprovedOrder order, DeskClock now, CancellationToken cancellationToken, LastLook? look = null)
    {
        ArgumentNullException.ThrowIfNull(order);
        string? fault = PaperMatching.FaultOf(order.Order);
        OrderReport accepted = new(
            order.Order.ClientOrderId, fault is null ? OrderStatus.Accepted : OrderStatus.Rejected, [], fault,
            now.DeskTime);
        PaperOrder standing = await book.AddAsync(
            new(order.Order, accepted, now.DeskTime, now.Replayed), cancellationToken);
        return standing is { Works: true, Replayed: true }
            ? (await AdvanceAsync(standing, now, cancellationToken)).Report
            : standing.Report;
    }

    /// <inheritdoc/>
    /// <remarks>Nothing is on its way to a venue that is in this house.</remarks>
    public Task<bool> TryForbidSendAsync(
        ApprovedOrder order, DeskClock now, CancellationToken cancellationToken) => Task.FromResult(true);

    /// <inheritdoc/>
    public async Task<OrderReport?> QueryAsync(
        ApprovedOrder order, DeskClock now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        PaperOrder? known = await book.FindAsync(order.Order.ClientOrderId, cancellationToken);
        return known is { Works: true }
            ? (await AdvanceAsync(known, now, cancellationToken)).Report
            : known?.Report;
    }

    /// <inheritdoc/>
    /// <remarks>An order that the venue never had is answered as rejected, and not remembered.</remarks>
    public async Task<OrderReport> CancelAsync(
        ApprovedOrder order, DeskClock now, CancellationToken cancellationToken)
    {
        OrderReport? known = await QueryAsync(order, now, cancellationToken);
        return known is null
            ? new(
                order.Order.ClientOrderId, OrderStatus.Rejected, [], "The venue never had this order.",
                now.DeskTime)
            {
                ClosedByDesk = true,
            }
            : OrderMoves.HasEnded(known.Status)
                ? known
                : (await TakeBackAsync(known.ClientOrderId, now, cancellationToken)).Report;
    }

    /// <inheritdoc/>
    public Task<VenueAccount> ReadAccountAsync(
        DateTimeOffset fillsFrom, DeskClock now, CancellationToken cancellationToken) =>
        book.ReadAccountAsync(fillsFrom, now.DeskTime, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>An order whose bar is known is filled first: it is too late to take that back.</remarks>
    public async Task<int> CancelAllAsync(DeskClock now, CancellationToken cancellationToken)
    {
        int taken = 0;
        foreach (VenueOrder open in await book.ReadOpenAsync(null, cancellationToken))
        {
            if (await book.FindAsync(open.VenueOrderId, cancellationToken) is { Works: true } order
                && (await AdvanceAsync(order, now, cancellationToken)).Works
                && (await TakeBackAsync(open.VenueOrderId, now, cancellationToken)).Report.Status
                    is OrderStatus.Canceled)
            {
                taken++;
            }
        }

        return taken;
    }

    /// <inheritdoc/>
    public Task<VenueRules?> ReadRulesAsync(Instrument instrument, CancellationToken cancellationToken) =>
        Task.FromResult<VenueRules?>(null);

    /// <inheritdoc/>
    public Task ArmDeadManAsync(TimeSpan? after, CancellationToken cancellationToken) => Task.CompletedTask;

    private Task<PaperOrder> TakeBackAsync(
        string clientOrderId, DeskClock now, CancellationToken cancellationToken) =>
        book.ChangeAsync(
            clientOrderId,
            bar: null,
            (present, _) => present.Works
                ? present.Ended(OrderStatus.Canceled, "Taken back.", now.DeskTime)
                : present,
            cancellationToken);
}
