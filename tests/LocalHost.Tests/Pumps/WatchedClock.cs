using System.Threading.Channels;
using TradingBase.Testing;

namespace TradingBase.LocalHost.Tests.Pumps;

/// <summary>A manual clock that tells when something waits on it, so that a test moves it no
/// sooner.</summary>
internal sealed class WatchedClock(DateTimeOffset start) : TimeProvider
{
    private readonly ManualClock _clock = new(start);
    private readonly Channel<DateTimeOffset> _armed = Channel.CreateUnbounded<DateTimeOffset>();

    public override TimeZoneInfo LocalTimeZone => _clock.LocalTimeZone;

    public override long TimestampFrequency => _clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _clock.GetUtcNow();

    public override long GetTimestamp() => _clock.GetTimestamp();

    public override ITimer CreateTimer(
        TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        DateTimeOffset due = _clock.GetUtcNow() + (dueTime > TimeSpan.Zero ? dueTime : TimeSpan.Zero);
        ITimer timer = _clock.CreateTimer(callback, state, dueTime, period);
        _armed.Writer.TryWrite(due);
        return timer;
    }

    /// <summary>Waits until a timer is set for a moment, then moves the clock there.</summary>
    public async Task AdvanceToAsync(DateTimeOffset due)
    {
        await WhenArmedAsync(due);
        _clock.Advance(due - _clock.GetUtcNow());
    }

    /// <summary>Waits until a timer is set for a moment.</summary>
    public async Task WhenArmedAsync(DateTimeOffset due)
    {
        DateTimeOffset armed;
        do
        {
            armed = await _armed.Reader.ReadAsync().AsTask().WaitAsync(Patience.Limit);
        }
        while (armed != due);
    }

    public void Advance(TimeSpan by) => _clock.Advance(by);
}
