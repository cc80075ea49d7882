using TradingBase.Testing;

namespace TradingBase.Adapters.Tests.Brokers;

/// <summary>A clock that is moved by those who wait for it: their waits pass at once.</summary>
/// <param name="clock">What is moved.</param>
internal sealed class HastyClock(ManualClock clock) : TimeProvider
{
    /// <summary>A timer as long as this is no wait but a time-out, and does not move the clock.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();

    /// <inheritdoc/>
    public override long TimestampFrequency => clock.TimestampFrequency;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    /// <inheritdoc/>
    public override long GetTimestamp() => clock.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(
        TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = clock.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero && dueTime < Patience)
        {
            // Later, since who makes a timer does not expect it to ring before it is there.
            ThreadPool.QueueUserWorkItem(_ => Pass(dueTime));
        }

        return timer;
    }

    /// <summary>Lets time pass; from many sides at once it passes one after the other.</summary>
    internal void Pass(TimeSpan wait)
    {
        lock (_gate)
        {
            clock.Advance(wait);
        }
    }
}
