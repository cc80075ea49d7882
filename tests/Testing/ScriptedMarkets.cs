using TradingBase.Markets;

namespace TradingBase.Testing;

/// <summary>A source that holds the series a test writes down, and counts what is read.</summary>
/// <param name="series">One for each instrument.</param>
public sealed class ScriptedMarkets(params BarSeries[] series) : IMarketDataSource
{
    /// <inheritdoc/>
    public string Name => "scripted";

    /// <inheritdoc/>
    public bool Simulated => false;

    /// <summary>Which instruments were read, in order.</summary>
    public List<InstrumentId> Reads { get; } = [];

    /// <inheritdoc/>
    public Task<IReadOnlyList<Instrument>> ListAsync(Market market, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(market);
        return Task.FromResult<IReadOnlyList<Instrument>>(
            [
                .. series.Select(one => one.Instrument)
                    .Where(one => one.Id.Market == market.Name).OrderBy(one => one.Id),
            ]);
    }

    /// <inheritdoc/>
    public Task<BarSeries> ReadAsync(
        Instrument instrument, DateTimeOffset knownAt, int atMost, CancellationToken cancellationToken)
    {
        Reads.Add(instrument.Id);
        BarSeries held = Of(instrument);
        return Task.FromResult(held with
        {
            Bars = [.. held.Bars.Where(bar => bar.KnownAt <= knownAt).TakeLast(atMost)],
        });
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Bar>> ReadAfterAsync(
        Instrument instrument, DateTimeOffset after, DateTimeOffset knownAt, int atMost,
        CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Bar>>(
            [.. Of(instrument).Bars.Where(bar => bar.Start > after && bar.KnownAt <= knownAt).Take(atMost)]);

    private BarSeries Of(Instrument instrument) =>
        series.FirstOrDefault(one => one.Instrument.Id == instrument.Id)
            ?? new(instrument, TimeSpan.FromDays(1), Name, Simulated, []);
}
