using System.Collections.Concurrent;
using System.Globalization;
using TradingBase.Markets;

namespace TradingBase.Adapters.MarketData;

/// <summary>Made-up markets from a seed: nothing to download, and the same bars on every machine.</summary>
/// <param name="options">Which world.</param>
/// <param name="markets">The catalogue; its calendars say on which days there are bars.</param>
/// <exception cref="ArgumentOutOfRangeException">A bound stated in the options is broken.</exception>
/// <remarks>
/// Thread-safe. A path is made when it is first asked for and kept. The prices of a market move together by
/// one factor and each by its own regimes: rising, falling, reverting, calm, turbulent with jumps. They show
/// how the desk works and say nothing about real markets; every series says that it is simulated.
/// </remarks>
public sealed class SimulatedFeed(SimulatedFeedOptions options, IEnumerable<Market> markets)
    : IMarketDataSource
{
    private readonly SortedDictionary<string, SimulatedMarket> _markets = Build(options, markets);

    private readonly ConcurrentDictionary<InstrumentId, Lazy<BarHistory>> _histories = new();

    /// <inheritdoc/>
    public string Name => "simulated";

    /// <inheritdoc/>
    public bool Simulated => true;

    /// <inheritdoc/>
    public Task<IReadOnlyList<Instrument>> ListAsync(Market market, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Instrument>>(
            _markets.TryGetValue(market.Name, out SimulatedMarket? simulated) ? simulated.Instruments : []);

    /// <inheritdoc/>
    public Task<BarSeries> ReadAsync(
        Instrument instrument, DateTimeOffset knownAt, int atMost, CancellationToken cancellationToken) =>
        Task.FromResult(new BarSeries(
            instrument, TimeSpan.FromDays(1), Source, Simulated,
            HistoryOf(instrument.Id).Known(knownAt, atMost)));

    /// <inheritdoc/>
    public Task<IReadOnlyList<Bar>> ReadAfterAsync(
        Instrument instrument, DateTimeOffset after, DateTimeOffset knownAt, int atMost,
        CancellationToken cancellationToken) =>
        Task.FromResult(HistoryOf(instrument.Id).After(after, knownAt, atMost));

    private string Source => string.Create(CultureInfo.InvariantCulture, $"simulated:seed={options.Seed}");

    private BarHistory HistoryOf(InstrumentId id)
    {
        if (!_markets.TryGetValue(id.Market, out SimulatedMarket? market)
            || market.Find(id) is not { } instrument)
        {
            throw new MarketDataException(Source, null, null, $"{id} is not simulated.");
        }

        return _histories.GetOrAdd(id, _ => new(() => new(market.MakeBars(instrument)))).Value;
    }

    private static SortedDictionary<string, SimulatedMarket> Build(
        SimulatedFeedOptions options, IEnumerable<Market> markets)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Instruments, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Instruments, 10_000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.From, options.To);
        Market[] ordered = [.. markets.OrderBy(market => market.Name, StringComparer.Ordinal)];
        SortedDictionary<string, SimulatedMarket> built = new(StringComparer.Ordinal);
        for (int i = 0; i < ordered.Length; i++)
        {
            // The remainder goes to the first markets, one instrument each.
            int extra = i < options.Instruments % ordered.Length ? 1 : 0;
            int count = (options.Instruments / ordered.Length) + extra;
            built.Add(ordered[i].Name, new(ordered[i], count, options));
        }

        return built;
    }
}
