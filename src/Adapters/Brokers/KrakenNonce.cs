namespace TradingBase.Adapters.Brokers;

/// <summary>Gives numbers that rise across the desk's processes and over restarts.</summary>
/// <param name="store">Holds the last number in one compare-and-swap row.</param>
/// <param name="clock">This process's clock.</param>
/// <remarks>
/// Thread-safe. A number is the time in microseconds since 1970, or one above the last one. Blocks of
/// numbers would not do: the venue wants them in the order in which requests arrive, whoever sends them.
/// Requests that overtake each other are refused, which proves that nothing was done.
/// </remarks>
internal sealed class KrakenNonce(IStateStore store, TimeProvider clock)
{
    private const string Partition = "nonces:kraken", Key = "last";

    private readonly Lock _gate = new();
    private long _last;

    /// <summary>Gives a number above all that were given before.</summary>
    /// <remarks>Without the store it rises in this process only: a way out does not depend on it.</remarks>
    internal async Task<long> NextAsync(CancellationToken cancellationToken)
    {
        try
        {
            long floor = Floor();
            KrakenNonceMark mark = await store.ChangeRecordAsync<KrakenNonceMark>(
                Partition, Key,
                present => new(Math.Max((present?.Last ?? 0) + 1, Math.Max(Micros(), floor))),
                cancellationToken);
            lock (_gate)
            {
                _last = Math.Max(_last, mark.Last);
            }

            return mark.Last;
        }
        catch (TradingBaseException)
        {
            lock (_gate)
            {
                return _last = Math.Max(_last + 1, Micros());
            }
        }
    }

    /// <summary>Goes ahead of time: the venue has seen a higher number from whomever.</summary>
    internal void Leap(TimeSpan ahead)
    {
        lock (_gate)
        {
            _last = Math.Max(_last, Micros() + (long)ahead.TotalMicroseconds);
        }
    }

    private long Floor()
    {
        lock (_gate)
        {
            return _last + 1;
        }
    }

    private long Micros() =>
        (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    private sealed record KrakenNonceMark(long Last);
}
