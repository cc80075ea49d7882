using System.Collections.Concurrent;
using TradingBase.Markets;

namespace TradingBase.Adapters.MarketData;

/// <summary>Recorded bars in a folder of CSV files, compressed or not.</summary>
/// <param name="options">Which folder.</param>
/// <param name="markets">
/// The catalogue; it says when a bar is known where the folder's manifest does not.
/// </param>
/// <remarks>
/// Thread-safe. A file is read once, checked wholly, and kept in memory; a refused file keeps nothing and is
/// read again when asked for again. Only daily bars are given. Some series are back-adjusted (MSFT, and all
/// of <c>equity_adjclose</c>): their levels hold later splits and dividends, so what analysts conclude
/// from them rests on returns and ratios; an order on such a series is sized at its adjusted level.
/// </remarks>
public sealed class CsvFeed(CsvFeedOptions options, IEnumerable<Market> markets) : IMarketDataSource
{
    private readonly Dictionary<string, Market> _markets =
        markets.ToDictionary(market => market.Name, StringComparer.Ordinal);

    private readonly ConcurrentDictionary<InstrumentId, BarHistory> _histories = new();

    private readonly Lock _opening = new();

    private CsvLibrary? _library;

    /// <inheritdoc/>
    public string Name => "csv";

    /// <inheritdoc/>
    public bool Simulated => false;

    /// <inheritdoc/>
    public Task<IReadOnlyList<Instrument>> ListAsync(Market market, CancellationToken cancellationToken) =>
        Task.Run<IReadOnlyList<Instrument>>(
            () =>
            [
                .. Library().Daily
                    .Where(series => series.Key.Market == market.Name)
                    .OrderBy(series => series.Key)
                    .Select(series => series.Value.Describe(market, series.Key.Symbol)),
            ],
            cancellationToken);

    /// <inheritdoc/>
    public async Task<BarSeries> ReadAsync(
        Instrument instrument, DateTimeOffset knownAt, int atMost, CancellationToken cancellationToken)
    {
        BarHistory history = await HistoryAsync(instrument.Id, cancellationToken);
        string source = Library().Daily[instrument.Id].Source;
        return new(instrument, TimeSpan.FromDays(1), source, Simulated, history.Known(knownAt, atMost));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Bar>> ReadAfterAsync(
        Instrument instrument, DateTimeOffset after, DateTimeOffset knownAt, int atMost,
        CancellationToken cancellationToken)
    {
        BarHistory history = await HistoryAsync(instrument.Id, cancellationToken);
        return history.After(after, knownAt, atMost);
    }

    private Task<BarHistory> HistoryAsync(InstrumentId id, CancellationToken cancellationToken) =>
        _histories.TryGetValue(id, out BarHistory? history)
            ? Task.FromResult(history)
            : Task.Run(() => Load(id), cancellationToken);

    private BarHistory Load(InstrumentId id)
    {
        CsvLibrary library = Library();
        if (!library.Daily.TryGetValue(id, out CsvSeriesFile? file)
            || !_markets.TryGetValue(id.Market, out Market? market))
        {
            throw new MarketDataException(
                options.Folder, null, null, $"The folder has no daily bars of {id}.");
        }

        // Two readers of one new series both read it; they find the same, and the first to end is kept.
        KnownAtRule rule = library.Manifest.Find(file)?.KnownAt ?? KnownAtRule.OfMarket;
        return _histories.GetOrAdd(id, new BarHistory(new CsvSeriesReader(file, market, rule).Read()));
    }

    private CsvLibrary Library()
    {
        lock (_opening)
        {
            if (_library is null)
            {
                CsvLibrary opened = CsvLibrary.Open(options.Folder);
                _library = opened.Faults.Count == 0 ? opened : throw opened.Faults[0];
            }

            return _library;
        }
    }
}
