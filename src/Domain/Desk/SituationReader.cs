using TradingBase.Execution;
using TradingBase.Journal;
using TradingBase.Markets;
using TradingBase.Portfolio;
using TradingBase.Risk;
using TradingBase.Strategy;

namespace TradingBase.Desk;

/// <summary>Puts together what a batch of orders is judged against.</summary>
/// <param name="portfolio">What is held.</param>
/// <param name="desk">What the desk may do.</param>
/// <param name="records">Has orders of the near past.</param>
/// <param name="catalog">Knows the sessions.</param>
/// <param name="bounds">What bounds the orders, and how far back those of the past matter.</param>
public sealed class SituationReader(
    PortfolioReader portfolio, IDeskStateStore desk, IRecordStore records, MarketCatalog catalog,
    DeskBounds bounds)
{
    private const int PageSize = 500;
    private const int MostSessions = 20_000;

    /// <summary>Reads the situation.</summary>
    /// <param name="deskTime">UTC.</param>
    /// <param name="proposal">The batch with what was known to it.</param>
    /// <param name="open">
    /// Every order that was approved and has not ended, read before this: fills are in the ledger first.
    /// </param>
    /// <param name="cancellationToken">Abandons the read.</param>
    /// <returns>The situation; a desk that was never opened is Reducing.</returns>
    public async Task<RiskSituation> ReadAsync(
        DateTimeOffset deskTime, CycleProposal proposal, IReadOnlyList<OpenOrder> open,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(proposal);
        ArgumentNullException.ThrowIfNull(open);
        PortfolioState held = await portfolio.ReadAsync(
            deskTime, proposal.Outlooks.Select(outlook => outlook.Instrument.Currency), cancellationToken);
        RiskLimitSet limits = await bounds.LimitsAsync(deskTime, cancellationToken);
        DeskState? state = await desk.FindAsync(cancellationToken);
        Dictionary<InstrumentId, InstrumentOutlook> outlooks =
            proposal.Outlooks.ToDictionary(outlook => outlook.Instrument.Id);
        RiskSituation situation = new(
            deskTime, state?.State ?? TradingState.Reducing, held, outlooks,
            [.. open.Select(order => order.Rest()).OfType<ProposedOrder>()],
            await RecentAsync(
                deskTime, limits.LongestWindow, proposal.Orders, open, cancellationToken),
            proposal.Orders.Where(order => Takes(order, outlooks)).Select(order => order.Instrument.Id)
                .ToHashSet(),
            outlooks.Values.ToDictionary(
                outlook => outlook.Instrument.Id, outlook => MissedSessions(outlook, deskTime)))
        {
            Limits = limits,
            Parents = ParentsOf(proposal.Orders, open),
            Rejections = await RejectionsAsync(deskTime, cancellationToken),
        };
        return await bounds.BindAsync(situation, cancellationToken);
    }

    // Who judges slices has taken them out of their parent's rest already: they are given once, by the gate.
    private static Dictionary<string, ParentOrder> ParentsOf(
        IReadOnlyList<ProposedOrder> batch, IReadOnlyList<OpenOrder> open)
    {
        ILookup<string, decimal> slices = batch.Where(order => order.ParentId is not null)
            .ToLookup(order => order.ParentId!, order => order.Quantity);
        return open.Where(order => slices.Contains(order.Id)).ToDictionary(
            order => order.Id,
            order => new ParentOrder(
                order.Order.Order.Instrument.Id, order.Order.Order.Side, order.Order.Order.Quantity,
                Math.Max(0, order.Filled + order.Sliced - slices[order.Id].Sum())));
    }

    // Orders that a venue has not answered, or that the desk closed by itself, neither lengthen a row of
    // rejections nor end it.
    private async Task<IReadOnlyDictionary<string, int>> RejectionsAsync(
        DateTimeOffset deskTime, CancellationToken cancellationToken)
    {
        IReadOnlyList<OrderRecord> newest = await records.ListAsync<OrderRecord>(
            OrderRecord.Kind, OrderRecord.FirstIdAfter(deskTime), PageSize, cancellationToken);
        return newest
            .Where(record => record.Report.Status is not (OrderStatus.Created or OrderStatus.Denied
                or OrderStatus.Submitted or OrderStatus.Unknown) && !record.Report.ClosedByDesk)
            .GroupBy(record => record.Order.Instrument.Id.Market, StringComparer.Ordinal)
            .ToDictionary(
                market => market.Key,
                market => market.TakeWhile(record => record.Report.Status is OrderStatus.Rejected).Count());
    }

    // A closed market takes orders for its next opening only.
    private static bool Takes(
        ProposedOrder order, Dictionary<InstrumentId, InstrumentOutlook> outlooks) =>
        outlooks.TryGetValue(order.Instrument.Id, out InstrumentOutlook? known)
            && (known.MarketOpen || order.Type is OrderType.MarketOnOpen);

    // An order is open from its approval on, and among the records from its intent on, before it ends: read
    // in this order, none is in neither.
    private async Task<IReadOnlyList<ProposedOrder>> RecentAsync(
        DateTimeOffset deskTime, TimeSpan window, IReadOnlyList<ProposedOrder> batch,
        IReadOnlyList<OpenOrder> open, CancellationToken cancellationToken)
    {
        DateTimeOffset from = deskTime - window;
        IEnumerable<ProposedOrder> sent = await SentSinceAsync(from, deskTime, cancellationToken);

        // A batch that is judged a second time must not meet its own orders.
        HashSet<string> own = [.. batch.Select(order => order.ClientOrderId)];
        return
        [
            .. sent
                .Concat(open.Select(order => order.Order.Order))
                .Where(order => order.DecidedAt >= from && order.DecidedAt <= deskTime
                    && !own.Contains(order.ClientOrderId))
                .DistinctBy(order => order.ClientOrderId)
                .OrderBy(order => order.DecidedAt)
                .ThenBy(order => order.ClientOrderId, StringComparer.Ordinal),
        ];
    }

    // Ids begin with the decision's second, so only the window's records are read, however many there are.
    private async Task<List<ProposedOrder>> SentSinceAsync(
        DateTimeOffset from, DateTimeOffset deskTime, CancellationToken cancellationToken)
    {
        List<ProposedOrder> sent = [];
        for (string before = OrderRecord.FirstIdAfter(deskTime); ;)
        {
            IReadOnlyList<OrderRecord> page = await records.ListAsync<OrderRecord>(
                OrderRecord.Kind, before, PageSize, cancellationToken);
            sent.AddRange(page.Select(record => record.Order));
            if (page.Count < PageSize || page[^1].Order.DecidedAt < from)
            {
                return sent;
            }

            before = page[^1].Id;
        }
    }

    private int MissedSessions(InstrumentOutlook outlook, DateTimeOffset deskTime) =>
        catalog.Find(outlook.Instrument.Id.Market)
            .SessionsEndedBetween(outlook.ReferenceKnownAt, deskTime, MostSessions);
}
