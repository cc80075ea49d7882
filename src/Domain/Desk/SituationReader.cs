using TradingBase.Journal;
using TradingBase.Markets;
using TradingBase.Portfolio;
using TradingBase.Risk;
using TradingBase.Strategy;

namespace TradingBase.Desk;

/// <summary>Puts together what a batch of orders is judged against.</summary>
/// <param name="portfolio">What is held.</param>
/// <param name="desk">What the desk may do.</param>
/// <param name="records">Has orders that work and orders of the near past.</param>
/// <param name="catalog">Knows the sessions.</param>
/// <param name="limits">What bounds the orders, and how far back those of the past matter.</param>
public sealed class SituationReader(
    PortfolioReader portfolio, IDeskStateStore desk, IRecordStore records, MarketCatalog catalog,
    RiskLimitSet limits)
{
    private const int MostWorking = 10_000;
    private const int MostRecent = 10_000;
    private const int MostSessions = 20_000;

    /// <summary>Reads the situation.</summary>
    /// <param name="deskTime">UTC.</param>
    /// <param name="proposal">The batch with what was known to it.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    /// <returns>The situation; a desk that was never opened is Reducing.</returns>
    public async Task<RiskSituation> ReadAsync(
        DateTimeOffset deskTime, CycleProposal proposal, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(proposal);
        PortfolioState held = await portfolio.ReadAsync(
            deskTime, proposal.Outlooks.Select(outlook => outlook.Instrument.Currency), cancellationToken);
        DeskState? state = await desk.FindAsync(cancellationToken);
        IReadOnlyList<OrderRecord> working = await records.ListAsync<OrderRecord>(
            OrderRecord.WorkingKind, null, MostWorking, cancellationToken);
        Dictionary<InstrumentId, InstrumentOutlook> outlooks =
            proposal.Outlooks.ToDictionary(outlook => outlook.Instrument.Id);
        return new(
            deskTime, state?.State ?? TradingState.Reducing, held, outlooks,
            [.. working.Select(Left).OfType<ProposedOrder>()],
            await RecentAsync(deskTime, proposal.Orders, cancellationToken),
            proposal.Orders.Where(order => Takes(order, outlooks)).Select(order => order.Instrument.Id)
                .ToHashSet(),
            outlooks.Values.ToDictionary(
                outlook => outlook.Instrument.Id, outlook => MissedSessions(outlook, deskTime)))
        {
            Limits = limits,
        };
    }

    private static ProposedOrder? Left(OrderRecord record)
    {
        decimal left = record.Order.Quantity - record.Report.Fills.Sum(fill => fill.Quantity);
        return left > 0 ? record.Order with { Quantity = left } : null;
    }

    // A closed market takes orders for its next opening only.
    private static bool Takes(
        ProposedOrder order, Dictionary<InstrumentId, InstrumentOutlook> outlooks) =>
        outlooks.TryGetValue(order.Instrument.Id, out InstrumentOutlook? known)
            && (known.MarketOpen || order.Type is OrderType.MarketOnOpen);

    private async Task<IReadOnlyList<ProposedOrder>> RecentAsync(
        DateTimeOffset deskTime, IReadOnlyList<ProposedOrder> batch, CancellationToken cancellationToken)
    {
        IReadOnlyList<OrderRecord> newest = await records.ListAsync<OrderRecord>(
            OrderRecord.Kind, null, MostRecent, cancellationToken);

        TimeSpan window = limits.LongestWindow;

        // A batch that is judged a second time must not meet its own orders.
        HashSet<string> own = [.. batch.Select(order => order.ClientOrderId)];
        return
        [
            .. newest
                .Select(record => record.Order)
                .Where(order => !own.Contains(order.ClientOrderId)
                    && order.DecidedAt >= deskTime - window && order.DecidedAt <= deskTime)
                .Reverse(),
        ];
    }

    private int MissedSessions(InstrumentOutlook outlook, DateTimeOffset deskTime) =>
        catalog.Find(outlook.Instrument.Id.Market)
            .SessionsEndedBetween(outlook.ReferenceKnownAt, deskTime, MostSessions);
}
