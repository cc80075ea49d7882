namespace TradingBase.Simulation.Tests.Engine;

/// <summary>A machine's time: one that only grows, and a wall clock that may be set back.</summary>
internal sealed class VirtualTime
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 14, 30, 0, TimeSpan.Zero);
    private long _offset;

    /// <summary>Ticks since the beginning.</summary>
    internal long Elapsed { get; private set; }

    internal DateTimeOffset Wall => Start.AddTicks(Elapsed + _offset);

    /// <summary>The latest that the wall clock has ever told.</summary>
    internal DateTimeOffset Latest { get; private set; } = Start;

    internal void Advance(long ticks)
    {
        Elapsed += ticks;
        Latest = Wall > Latest ? Wall : Latest;
    }

    internal void SetBack(long ticks) => _offset -= ticks;
}

/// <summary>The clock of one process; its timers become callbacks of that process' thread.</summary>
/// <param name="time">The machine's.</param>
/// <param name="thread">The process'.</param>
/// <param name="fast">Ticks by which it tells the time too early; a planted fault, else 0.</param>
internal sealed class VirtualClock(VirtualTime time, VirtualThread thread, long fast = 0) : TimeProvider
{
    private readonly List<Timer> _timers = [];

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>When the next timer is due, in elapsed ticks; null for none.</summary>
    internal long? NextDue => _timers.Count == 0 ? null : _timers.Min(timer => timer.Due);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => time.Wall.AddTicks(fast);

    /// <inheritdoc/>
    public override long GetTimestamp() => time.Elapsed;

    /// <inheritdoc/>
    public override ITimer CreateTimer(
        TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Timer timer = new(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Makes ready what is due.</summary>
    internal void Fire()
    {
        foreach (Timer timer in _timers.Where(timer => timer.Due <= time.Elapsed).ToArray())
        {
            timer.Rearm();
            thread.Post(_ => timer.Run(), null);
        }
    }

    private sealed class Timer(VirtualClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;

        internal long Due { get; private set; }

        internal void Run() => callback(state);

        internal void Rearm() => Change(
            _period > TimeSpan.Zero ? _period : Timeout.InfiniteTimeSpan, _period);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock._timers.Remove(this);
            _period = period;
            if (dueTime >= TimeSpan.Zero)
            {
                Due = clock.GetTimestamp() + dueTime.Ticks;
                clock._timers.Add(this);
            }

            return true;
        }

        public void Dispose() => clock._timers.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
