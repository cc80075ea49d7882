using TradingBase.Journal;
using TradingBase.Portfolio;

namespace TradingBase.Desk;

/// <summary>Reads the running figures that a daily report is made of, as of one moment.</summary>
/// <param name="ledger">Knows balances and results; its history is not walked.</param>
/// <param name="portfolio">Values what is owned.</param>
public sealed class DailyBooks(ILedger ledger, PortfolioReader portfolio)
{
    private const int MostAttempts = 5;

    /// <summary>Reads them.</summary>
    /// <param name="market">Whose instruments.</param>
    /// <param name="at">Valued when, UTC.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    /// <returns>The figures, and the portfolio that they fit.</returns>
    /// <exception cref="StateContentionException">The books did not stand still for one reading.</exception>
    public async Task<(DailyTotals Totals, PortfolioState Held)> ReadAsync(
        string market, DateTimeOffset at, CancellationToken cancellationToken)
    {
        // Balances and results are rows of several partitions: what differs before and after a reading may be
        // half of a fill.
        Sheets before = await ReadSheetsAsync(cancellationToken);
        for (int attempt = 1; attempt <= MostAttempts; attempt++)
        {
            PortfolioState held = await portfolio.ReadAsync(
                at, Currencies(before, market), cancellationToken);
            Sheets after = await ReadSheetsAsync(cancellationToken);
            if (Canonical.Hash(before) == Canonical.Hash(after))
            {
                return (Totals(before, held, market), held);
            }

            before = after;
        }

        throw new StateContentionException("ledger", MostAttempts);
    }

    private static HashSet<string> Currencies(Sheets books, string market) =>
    [
        .. books.Results.Where(one => one.Instrument is { } of && of.Market == market)
            .Select(one => one.Currency)
            .Where(currency => !currency.Contains('@', StringComparison.Ordinal)),
        .. books.Deposited.Keys,
        .. books.Positions.Where(one => one.Instrument.Market == market).Select(one => one.Currency),
    ];

    private static DailyTotals Totals(Sheets books, PortfolioState held, string market)
    {
        Dictionary<InstrumentId, decimal> marks = held.Positions.ToDictionary(
            one => one.Position.Instrument, one => one.Mark);
        return new(
            held.Equity, books.Deposited,
            -books.Results.Where(one => one.Kind == LedgerSheet.Inference && one.Currency == "USD")
                .Sum(one => one.Amount),
            [
                .. books.Results.Where(one => one.Instrument is { } of && of.Market == market)
                    .GroupBy(one => (one.Kind, one.Instrument, one.Currency))
                    .Select(group => group.First() with { Amount = group.Sum(one => one.Amount) })
                    .OrderBy(one => one.Instrument)
                    .ThenBy(one => one.Kind, StringComparer.Ordinal)
                    .ThenBy(one => one.Currency, StringComparer.Ordinal),
            ],
            [
                .. books.Positions.Where(one => one.Instrument.Market == market)
                    .GroupBy(one => one.Instrument)
                    .Select(legs => new OpenGain(legs.Key, legs.First().Currency, legs.Sum(
                        leg => PositionMath.Unrealised(leg, MarkOf(leg, marks, legs)))))
                    .OrderBy(one => one.Instrument),
            ]);
    }

    // Legs that net to nothing have no mark in the portfolio, and need the same one only: any does.
    private static decimal MarkOf(
        Position leg, Dictionary<InstrumentId, decimal> marks, IEnumerable<Position> legs) =>
        marks.TryGetValue(leg.Instrument, out decimal mark)
            ? mark
            : legs.OrderBy(one => one.LastFillAt).ThenBy(one => one.LastPrice).Last().LastPrice;

    private async Task<Sheets> ReadSheetsAsync(CancellationToken cancellationToken)
    {
        List<Position> positions = [];
        List<LedgerResult> results = [];
        SortedDictionary<string, decimal> deposited = new(StringComparer.Ordinal);
        foreach (string account in await ledger.ListAccountsAsync(cancellationToken))
        {
            LedgerBalances balances = await ledger.ReadAsync(account, cancellationToken);
            positions.AddRange(balances.Positions);
            results.AddRange(await ledger.ReadResultsAsync(account, cancellationToken));
            foreach ((string currency, decimal amount) in balances.Deposited)
            {
                deposited[currency] = deposited.GetValueOrDefault(currency) + amount;
            }
        }

        return new(positions, results, deposited);
    }

    /// <summary>All accounts' rows together.</summary>
    private sealed record Sheets(
        IReadOnlyList<Position> Positions, IReadOnlyList<LedgerResult> Results,
        IReadOnlyDictionary<string, decimal> Deposited);
}
