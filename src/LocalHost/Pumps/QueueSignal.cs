using System.Threading.Channels;

namespace TradingBase.LocalHost.Pumps;

/// <summary>Wakes a waiting consumer; a signal that nobody waits for is kept, once.</summary>
internal sealed class QueueSignal
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly Channel<bool> _channel = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Wakes one.</summary>
    public void Set() => _channel.Writer.TryWrite(true);

    /// <summary>Waits for a signal, but no longer than a while.</summary>
    /// <param name="atMost">Null for as long as it takes; a day at most either way.</param>
    /// <param name="time">Measures it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether there was a signal.</returns>
    public async Task<bool> WaitAsync(
        TimeSpan? atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        TimeSpan wait = atMost is { } limit && limit < LongestWait ? limit : LongestWait;
        if (wait > TimeSpan.Zero && !_channel.Reader.TryPeek(out _))
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            Task signal = _channel.Reader.WaitToReadAsync(either.Token).AsTask();
            TimeSpan whole = TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
            Task delay = Task.Delay(whole, time, either.Token);
            await Task.WhenAny(signal, delay);
            await either.CancelAsync();
        }

        cancellationToken.ThrowIfCancellationRequested();
        return _channel.Reader.TryRead(out _);
    }
}
