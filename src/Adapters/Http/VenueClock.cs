namespace TradingBase.Adapters.Http;

/// <summary>Knows by how much a venue's clock differs from ours.</summary>
/// <param name="clock">Our clock.</param>
/// <param name="readTime">Asks the venue for its time, UTC, once.</param>
/// <param name="refreshEvery">How long a measurement is good; above zero.</param>
/// <remarks>
/// Thread-safe. The venue's time is taken to belong to the midpoint of the round trip, so it is wrong by at
/// most half of it. Source: Cristian, "Probabilistic clock synchronization", 1989. It is measured when it is
/// needed and too old; a venue that does not tell its time leaves the last measurement in place.
/// </remarks>
internal sealed class VenueClock(
    TimeProvider clock, Func<CancellationToken, Task<DateTimeOffset>> readTime, TimeSpan refreshEvery)
{
    private readonly Turnstile _gate = new();
    private long _offsetTicks;
    private long _goodUntilTicks;

    /// <summary>Venue's time less ours, as last measured; zero before.</summary>
    internal TimeSpan Offset => TimeSpan.FromTicks(Interlocked.Read(ref _offsetTicks));

    /// <summary>What time it is at the venue, UTC.</summary>
    internal async Task<DateTimeOffset> NowAsync(CancellationToken cancellationToken)
    {
        if (IsOld())
        {
            await _gate.EnterAsync(cancellationToken);
            try
            {
                if (IsOld())
                {
                    await MeasureAsync(cancellationToken);
                }
            }
            finally
            {
                _gate.Leave();
            }
        }

        return clock.GetUtcNow() + Offset;
    }

    /// <summary>Forgets how old the measurement is: the venue said that our time is wrong.</summary>
    internal void Distrust() => Interlocked.Exchange(ref _goodUntilTicks, 0);

    private bool IsOld() => clock.GetUtcNow().UtcTicks >= Interlocked.Read(ref _goodUntilTicks);

    private async Task MeasureAsync(CancellationToken cancellationToken)
    {
        try
        {
            DateTimeOffset before = clock.GetUtcNow();
            DateTimeOffset there = await readTime(cancellationToken);
            DateTimeOffset after = clock.GetUtcNow();
            TimeSpan offset = there - (before + ((after - before) / 2));
            Interlocked.Exchange(ref _offsetTicks, offset.Ticks);
            Interlocked.Exchange(ref _goodUntilTicks, (after + refreshEvery).UtcTicks);
        }
        catch (TradingBaseException)
        {
            // The last measurement is better than none, and a wrong time is refused by the venue: it is tried
            // again soon, not at every request.
            Interlocked.Exchange(
                ref _goodUntilTicks, (clock.GetUtcNow() + TimeSpan.FromSeconds(5)).UtcTicks);
        }
    }
}
