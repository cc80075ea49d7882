using TradingBase.LocalHost.Engine.Histories;

namespace TradingBase.LocalHost.Engine.Replaying;

/// <summary>External events that wait for a waiter, and waiters that wait for an event.</summary>
/// <remarks>
/// Names match without regard to case. Events come out first in, first out; of several waiters the newest is
/// served first, as in the SDK since its issue 508. A cancelled waiter is gone and swallows nothing.
/// </remarks>
internal sealed class EventBuffer(PayloadConverter payloads, OrchestrationThread thread)
{
    private readonly Dictionary<string, Channel> _channels = new(StringComparer.OrdinalIgnoreCase);
    private int _arrivals;
    private int _waiters;

    /// <summary>From now on nobody is served: the code has ended, and what comes is carried on.</summary>
    internal bool Closed { get; set; }

    /// <summary>Whether anybody waits for an event.</summary>
    internal bool HasWaiters => _waiters > 0;

    /// <summary>Hands an event to the newest waiter, or keeps it.</summary>
    internal void Raise(HistoryEvent item)
    {
        Channel channel = Of(item.Name!);
        if (!Closed && channel.Waiters.Last is { } newest)
        {
            channel.Waiters.RemoveLast();
            _waiters--;
            newest.Value.Complete(item.Payload);
        }
        else
        {
            channel.Events.Enqueue((_arrivals++, item));
        }
    }

    /// <summary>Takes the oldest event of a name, or waits for the next.</summary>
    /// <exception cref="ArgumentException">Somebody waits for the same name with another type.</exception>
    internal Task<T> WaitAsync<T>(string name, CancellationToken cancellationToken)
    {
        Channel channel = Of(name);
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        if (channel.Waiters.First is { } other && other.Value.Type != typeof(T))
        {
            throw new ArgumentException(
                $"Event '{name}' is already awaited as {other.Value.Type.Name}, so not as {typeof(T).Name}.",
                nameof(name));
        }

        var waiter = new Waiter<T>(payloads);
        if (channel.Events.TryDequeue(out (int Arrival, HistoryEvent Item) waiting))
        {
            waiter.Complete(waiting.Item.Payload);
            return waiter.Task;
        }

        LinkedListNode<IWaiter> place = channel.Waiters.AddLast(waiter);
        _waiters++;
        if (cancellationToken.CanBeCanceled)
        {
            cancellationToken.Register(() =>
            {
                if (thread.MayGoOn() && place.List is { } list)
                {
                    list.Remove(place);
                    _waiters--;
                    waiter.Cancel(cancellationToken);
                }
            });
        }

        return waiter.Task;
    }

    /// <summary>What nobody has taken, in the order of arrival.</summary>
    internal IEnumerable<HistoryEvent> Unprocessed() => _channels.Values
        .SelectMany(channel => channel.Events)
        .OrderBy(waiting => waiting.Arrival)
        .Select(waiting => waiting.Item);

    private Channel Of(string name)
    {
        if (!_channels.TryGetValue(name, out Channel? channel))
        {
            _channels[name] = channel = new();
        }

        return channel;
    }

    private interface IWaiter
    {
        Type Type { get; }

        void Complete(byte[]? payload);
    }

    private sealed class Channel
    {
        internal Queue<(int Arrival, HistoryEvent Item)> Events { get; } = [];

        internal LinkedList<IWaiter> Waiters { get; } = [];
    }

    private sealed class Waiter<T>(PayloadConverter payloads) : TaskCompletionSource<T>, IWaiter
    {
        public Type Type => typeof(T);

        public void Complete(byte[]? payload)
        {
            try
            {
                TrySetResult(payloads.Deserialize<T>(payload)!);
            }
            catch (Exception unreadable) when (unreadable is not OutOfMemoryException)
            {
                TrySetException(unreadable);
            }
        }

        internal void Cancel(CancellationToken cancellationToken) => TrySetCanceled(cancellationToken);
    }
}
