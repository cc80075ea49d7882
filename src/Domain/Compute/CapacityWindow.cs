namespace TradingBase.Compute;

/// <summary>
/// One limit of an endpoint: what this process used of it, and what the endpoint last said of it.
/// </summary>
/// <remarks>
/// Two bounds, and the smaller holds. What this process used in any window never exceeds the limit,
/// whatever the endpoint says. What the endpoint says lowers at once, since others use it too, and rises
/// only as the limit fills up again. A wrong reading therefore costs at most a window's room and never
/// gives more than the limit. Not thread-safe. Source: the token bucket; use that stays within a limit in
/// every window also stays within a bucket of that size that fills once a window.
/// </remarks>
internal sealed class CapacityWindow(int? configured, TimeSpan window)
{
    // A limit that an endpoint says is believed down to a tenth of the configured one.
    private const int MostLowered = 10;
    private const int Steps = 60;

    // What was sent after a reading is known to a quarter of a second as long as the reading is young.
    private static readonly TimeSpan Young = TimeSpan.FromSeconds(15);
    private readonly SlidingCount _used = new(window, Steps);
    private readonly SlidingCount _sent = new(Young, Steps);
    private long? _told;
    private long _toldAt;
    private double _level = double.PositiveInfinity;
    private double _perTick;
    private long _levelAt;
    private long _heardAt;
    private long _forgottenAt;

    /// <summary>What it takes in a window now; null where nobody said.</summary>
    internal long? Limit(long now) => configured is not { } most
        ? _told
        : _told is { } told && Math.Abs(now - _toldAt) < window.Ticks
            ? Math.Clamp(told, Math.Max(1, most / MostLowered), most)
            : most;

    /// <summary>What it takes on top; zero or more, or <see cref="long.MaxValue"/> without a limit.</summary>
    internal long Room(long now)
    {
        Fill(now);
        long byUse = Limit(now) is { } limit ? limit - _used.At(now) : long.MaxValue;
        long bySaying = _level < int.MaxValue ? (long)_level : long.MaxValue;
        return Math.Max(0, Math.Min(byUse, bySaying));
    }

    internal void Take(long amount, long now)
    {
        Fill(now);
        _used.Add(amount, now);
        _sent.Add(amount, now);
        _level = Math.Max(0, _level - amount);
    }

    internal void Return(long amount, long takenAt, long now)
    {
        Fill(now);
        _used.Return(amount, takenAt, now);
        _sent.Return(amount, takenAt, now);
        _level += amount;
    }

    /// <summary>Takes a reading in.</summary>
    /// <param name="reading">What the endpoint said.</param>
    /// <param name="readAt">When, ticks, UTC; in the future, by a wrong clock, it is taken for now.</param>
    /// <param name="now">Ticks, UTC.</param>
    internal void Learn(RoomReading reading, long readAt, long now)
    {
        long at = Math.Min(readAt, now);
        if (now - at >= window.Ticks)
        {
            return; // All of it has come back since.
        }

        if (reading.Limit is > 0)
        {
            (_told, _toldAt) = (reading.Limit, now);
        }

        if (reading.FullAt?.UtcTicks <= now)
        {
            return;
        }

        Fill(now);
        long left = Math.Clamp(reading.Left, 0, Limit(now) ?? long.MaxValue);
        double perTick = (Limit(now) ?? left + 1) / (double)window.Ticks;

        // What was sent since the endpoint spoke is not in what it said.
        long sent = (now - at < Young.Ticks ? _sent : _used).After(at, now);
        double aged = Math.Max(0, left + (perTick * (now - at)) - sent);
        if (aged < _level)
        {
            (_level, _levelAt, _heardAt, _perTick) = (aged, now, now, perTick);

            // After a window what others had used is free again; what this process used is counted anyway.
            _forgottenAt = Math.Min(at + window.Ticks, reading.FullAt?.UtcTicks ?? long.MaxValue);
        }
    }

    /// <summary>When there will be so much room, as far as is known now.</summary>
    /// <returns>Ticks, UTC; now where there is; <see cref="long.MaxValue"/> where there never is.</returns>
    internal long FreeAt(long amount, long now)
    {
        Fill(now);
        if (Limit(now) is { } limit && amount > limit)
        {
            return long.MaxValue;
        }

        long over = Limit(now) is { } most ? _used.At(now) + amount - most : 0;
        long byUse = over > 0 ? _used.FreeAt(over, now) : now;
        long bySaying = _level >= amount
            ? now
            : (long)Math.Min(
                _forgottenAt, now + Math.Ceiling((amount - _level) / _perTick));
        return Math.Max(now, Math.Max(byUse, bySaying));
    }

    private void Fill(long now)
    {
        if (double.IsPositiveInfinity(_level))
        {
            return;
        }

        _level += _perTick * Math.Max(0, now - _levelAt);
        _levelAt = now;
        bool whole = _level >= (Limit(now) ?? double.PositiveInfinity);
        if (whole || now >= _forgottenAt || now < _heardAt - window.Ticks)
        {
            _level = double.PositiveInfinity;
        }
    }
}
