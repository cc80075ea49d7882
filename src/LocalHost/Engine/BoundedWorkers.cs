using System.Collections.Concurrent;

namespace TradingBase.LocalHost.Engine;

/// <summary>Works items off, at most so many at once, in the order of their coming.</summary>
/// <param name="scheduler">Where.</param>
/// <param name="limit">How many at once; at least 1.</param>
/// <param name="work">What is done with an item; throws nothing.</param>
internal sealed class BoundedWorkers<T>(
    WorkScheduler scheduler, int limit, Func<T, ValueTask> work) : IThreadPoolWorkItem
{
    private readonly ConcurrentQueue<T> _items = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _stopped;
    private int _active;

    /// <summary>How many items are under way.</summary>
    internal int Active => Volatile.Read(ref _active);

    /// <summary>How many items wait for a worker.</summary>
    internal int Waiting => _items.Count;

    /// <summary>Adds an item; it is begun at once when a worker is free.</summary>
    internal void Add(T item)
    {
        _items.Enqueue(item);
        Hire();
    }

    /// <summary>Begins nothing more.</summary>
    /// <returns>Ends when what has been begun has ended.</returns>
    internal Task StopAsync()
    {
        _stopped = true;
        Leave(0);
        return _idle.Task;
    }

    void IThreadPoolWorkItem.Execute() => _ = WorkAsync();

    private void Hire()
    {
        int active;
        do
        {
            active = Volatile.Read(ref _active);
            if (active >= limit)
            {
                return;
            }
        }
        while (Interlocked.CompareExchange(ref _active, active + 1, active) != active);
        scheduler.Queue(this);
    }

    private void Leave(int workers)
    {
        if (Interlocked.Add(ref _active, -workers) == 0 && _stopped)
        {
            _idle.TrySetResult();
        }
    }

    private async Task WorkAsync()
    {
        try
        {
            while (!_stopped && _items.TryDequeue(out T? item))
            {
                await work(item);
            }
        }
        finally
        {
            Leave(1);

            // Somebody may have added an item after this worker looked and before it left.
            if (!_stopped && !_items.IsEmpty)
            {
                Hire();
            }
        }
    }
}
