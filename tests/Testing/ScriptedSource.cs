using TradingBase.Markets;

namespace TradingBase.Testing;

/// <summary>A source of bars that a test writes down.</summary>
/// <param name="bars">Oldest first, of every instrument alike.</param>
public sealed class ScriptedSource(params Bar[] bars) : IMarketDataSource
{
    /// <inheritdoc/>
    public string Name => "scripted";

    /// <inheritdoc/>
    public bool Simulated => false;

    /// <summary>How often bars after a moment were asked for.</summary>
    public int Reads { get; private set; }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Instrument>> ListAsync(Market market, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Instrument>>([]);

    /// <inheritdoc/>
    public Task<BarSeries> ReadAsync(
        Instrument instrument, DateTimeOffset knownAt, int atMost, CancellationToken cancellationToken) =>
        Task.FromResult(new BarSeries(
            instrument, TimeSpan.FromDays(1), Name, Simulated,
            [.. bars.Where(bar => bar.KnownAt <= knownAt).TakeLast(atMost)]));

    /// <inheritdoc/>
    public Task<IReadOnlyList<Bar>> ReadAfterAsync(
        Instrument instrument, DateTimeOffset after, DateTimeOffset knownAt, int atMost,
        CancellationToken cancellationToken)
    {
        Reads++;
        return Task.FromResult<IReadOnlyList<Bar>>(
            [.. bars.Where(bar => bar.Start > after && bar.KnownAt <= knownAt).Take(atMost)]);
    }
}
