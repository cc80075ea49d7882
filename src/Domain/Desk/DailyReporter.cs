using TradingBase.Journal;
using TradingBase.Markets;
using TradingBase.Portfolio;
using TradingBase.Risk;

namespace TradingBase.Desk;

/// <summary>Makes the report of a market's day, once, and says which are due.</summary>
/// <param name="catalog">Knows the calendars.</param>
/// <param name="options">Names the markets.</param>
/// <param name="money">Reads the books.</param>
/// <param name="counter">Counts orders.</param>
/// <param name="desk">The desk's state.</param>
/// <param name="records">Keeps the reports.</param>
/// <param name="journal">The stream <c>desk</c>.</param>
/// <param name="books">Marks the desk.</param>
public sealed class DailyReporter(
    MarketCatalog catalog, DeskOptions options, DailyBooks money, DailyCounter counter, IDeskStateStore desk,
    IRecordStore records, IJournal journal, DeskBooks books)
{
    /// <summary>How long after a close its report is made: the last fills are booked by then.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(2);

    private const string Stream = "desk";
    private const int MostExposures = 10;
    private const int MostAlerts = 100;

    // A desk that last decided longer ago lives in recorded time, which must not be drawn into the present.
    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(7);

    /// <summary>Finds the last closed session of each market of which there is no report.</summary>
    /// <param name="now">UTC.</param>
    /// <param name="cancellationToken">Abandons the reads.</param>
    /// <returns>
    /// Ordered by market; none before the desk was opened, and none of sessions that ended before that. Of
    /// several that were missed the last one alone: its report begins where the one before them ended.
    /// </returns>
    public async Task<IReadOnlyList<ClosedSession>> FindDueAsync(
        DateTimeOffset now, CancellationToken cancellationToken)
    {
        List<ClosedSession> due = [];
        if (await desk.FindAsync(cancellationToken) is null)
        {
            return due;
        }

        foreach (string market in options.Markets.Order(StringComparer.Ordinal))
        {
            if (ClosedSession.LastAt(catalog.Find(market), now - Grace) is { } session
                && await FindAsync(session, cancellationToken) is null
                && await WasOpenAsync(session, cancellationToken))
            {
                due.Add(session);
            }
        }

        return due;
    }

    /// <summary>Finds the report of a market's day.</summary>
    /// <returns>Null where there is none.</returns>
    /// <exception cref="UnknownMarketException">The catalogue has no such market.</exception>
    public async Task<DailyDocument?> FindAsync(
        string market, DateOnly date, CancellationToken cancellationToken) =>
        ClosedSession.OfDate(catalog.Find(market), date) is { } session
            ? await FindAsync(session, cancellationToken)
            : null;

    /// <summary>Makes the report of a market's day and marks the desk; the first report stands.</summary>
    /// <param name="market">Which market.</param>
    /// <param name="date">The exchange's own date of the session.</param>
    /// <param name="at">When the books are read, UTC.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <exception cref="ArgumentException">The market has no session of that date.</exception>
    /// <exception cref="InvalidOperationException">The desk was never opened.</exception>
    /// <exception cref="StateContentionException">The books did not stand still.</exception>
    public async Task<DailyDocument> ReportAsync(
        string market, DateOnly date, DateTimeOffset at, CancellationToken cancellationToken)
    {
        ClosedSession session = ClosedSession.OfDate(catalog.Find(market), date)
            ?? throw new ArgumentException($"{market} has no session on {date:yyyy-MM-dd}.", nameof(date));
        DeskState state = await desk.FindAsync(cancellationToken)
            ?? throw new InvalidOperationException("The desk was never opened.");
        string id = DailyDocument.IdOf(session);
        DailyDocument document = await FindAsync(session, cancellationToken)
            ?? await records.KeepFirstAsync(
                DailyDocument.Kind, id, await MakeAsync(session, state, at, cancellationToken),
                cancellationToken);
        await records.KeepFirstAsync(
            DailyDocument.IndexKind, DailyDocument.IndexIdOf(session), new Index(market, id),
            cancellationToken);
        await journal.AppendAsync(
            Stream, DailyDocument.InstanceIdOf(market, date), "daily-report", document.At,
            new
            {
                document.Market, document.Date, document.Since, document.Equity, document.Result,
                document.Orders, DocumentHash = Canonical.Hash(document),
            },
            cancellationToken);
        if (state.DeskTime is not { } last || document.At - last <= LongestPause)
        {
            await books.MarkAsync(document.At, cancellationToken);
        }

        return document;
    }

    private Task<DailyDocument?> FindAsync(ClosedSession session, CancellationToken cancellationToken) =>
        records.FindAsync<DailyDocument>(
            DailyDocument.Kind, DailyDocument.IdOf(session), cancellationToken);

    private async Task<DailyDocument> MakeAsync(
        ClosedSession session, DeskState state, DateTimeOffset at, CancellationToken cancellationToken)
    {
        string market = session.Market;
        DailyDocument? earlier = await FindEarlierAsync(session, cancellationToken);
        DailyTotals before = earlier?.Totals ?? DailyTotals.None;
        DateTimeOffset after = earlier?.Close ?? session.PreviousClose, until = session.Session.Close;
        (DailyTotals now, PortfolioState held) = await money.ReadAsync(market, at, cancellationToken);
        (DailyOrders orders, decimal usd) = await counter.CountAsync(market, after, until, cancellationToken);
        IReadOnlyList<Alert> alerts = await counter.ListAlertsAsync(after, until, cancellationToken);
        IReadOnlyList<DailyInstrument> instruments = DailyMath.Instruments(before, now, held);
        return new(
            market, session.Session.Date, session.Session.Open, until, session.Session.EarlyClose, at,
            earlier?.At, after, held.BaseCurrency, DailyMath.Equity(before, now, held),
            DailyMath.Sum(instruments.Select(one => one.Result)), instruments,
            new(usd, now.InferenceUsd - before.InferenceUsd), orders, Largest(held),
            [
                .. held.Positions.Where(one => one.Position.Instrument.Market == market)
                    .Select(one => new DailyMark(
                        one.Position.Instrument.Symbol, one.Mark, one.MarkedAt,
                        (long)(at - one.MarkedAt).TotalSeconds)),
            ],
            state.State, state.Holds, [.. alerts.Take(MostAlerts)], alerts.Count,
            DailyMath.Unvalued(now, held), now);
    }

    private static IReadOnlyList<DailyExposure> Largest(PortfolioState held) =>
    [
        .. held.Positions.OrderByDescending(one => Math.Abs(one.Value))
            .ThenBy(one => one.Position.Instrument)
            .Take(MostExposures)
            .Select(one => new DailyExposure(
                one.Position.Instrument.Market, one.Position.Instrument.Symbol, one.Value,
                held.Equity > 0 ? Math.Abs(one.Value) / held.Equity : null)),
    ];

    private async Task<DailyDocument?> FindEarlierAsync(
        ClosedSession session, CancellationToken cancellationToken)
    {
        IReadOnlyList<Index> last = await records.ListAsync<Index>(
            DailyDocument.IndexKind, DailyDocument.IndexIdOf(session), 1, cancellationToken);
        return last is [{ } index] && index.Market == session.Market
            ? await records.FindAsync<DailyDocument>(DailyDocument.Kind, index.ReportId, cancellationToken)
            : null;
    }

    // Where its first line is gone, the journal was pruned: that desk was opened long ago.
    private async Task<bool> WasOpenAsync(ClosedSession session, CancellationToken cancellationToken) =>
        await FindEarlierAsync(session, cancellationToken) is not null
            || await journal.ReadAsync(Stream, 1, 1, cancellationToken) is not [{ } first]
            || first.Sequence > 1 || first.DeskTime < session.Session.Close;

    /// <summary>Finds a market's reports in their order.</summary>
    private sealed record Index(string Market, string ReportId);
}
