using System.Collections.Concurrent;
using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Engine.Tables;

namespace TradingBase.LocalHost.Engine;

/// <summary>All instances that have not ended, and those who wait for one to start or to end.</summary>
internal sealed class InstanceTable
{
    private readonly ConcurrentDictionary<long, Instance> _byKey = new();
    private readonly ConcurrentDictionary<string, Instance> _byId = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, List<Waiter>> _waiters = new(StringComparer.Ordinal);
    private long _key;
    private long _seq;
    private long _payload;
    private volatile Exception? _over;

    /// <summary>Goes on numbering after what the store holds.</summary>
    internal void Begin(long lastKey, long lastSeq, long lastPayload) =>
        (_key, _seq, _payload) = (lastKey, lastSeq, lastPayload);

    /// <summary>A number that no instance has had.</summary>
    internal long NextKey() => Interlocked.Increment(ref _key);

    /// <summary>A number that no message has had.</summary>
    internal long NextSeq() => Interlocked.Increment(ref _seq);

    /// <summary>A number that no payload has had.</summary>
    internal long NextPayload() => Interlocked.Increment(ref _payload);

    internal void Add(Instance instance)
    {
        _byKey[instance.Key] = instance;
        _byId[instance.Id] = instance;
    }

    /// <summary>All that have not ended, the oldest first.</summary>
    internal IEnumerable<Instance> All => _byKey.Values.OrderBy(instance => instance.Key);

    /// <summary>How many have not ended.</summary>
    internal int Count => _byKey.Count;

    internal Instance? Find(long key) => _byKey.GetValueOrDefault(key);

    internal Instance? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>Takes an instance out; its id may have gone to another already.</summary>
    internal void Remove(Instance instance)
    {
        _byKey.TryRemove(instance.Key, out _);
        _byId.TryRemove(new(instance.Id, instance));
    }

    /// <summary>A task that ends when an instance has left Pending, or has ended.</summary>
    /// <param name="id">Whose; it need not exist yet.</param>
    /// <param name="start">Whether leaving Pending is enough.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal Task WaitAsync(string id, bool start, CancellationToken cancellationToken)
    {
        var waiter = new Waiter(start);
        _waiters.AddOrUpdate(
            id,
            static (_, added) => [added],
            static (_, others, added) => [.. others, added],
            waiter);

        // Looked at after the waiter is in its place, so that the stop and the waiter cannot miss each other.
        if (_over is { } over)
        {
            waiter.TrySetException(over);
            Forget(id, waiter);
        }

        if (cancellationToken.CanBeCanceled)
        {
            cancellationToken.Register(() =>
            {
                waiter.TrySetCanceled(cancellationToken);
                Forget(id, waiter);
            });
        }

        return waiter.Task;
    }

    /// <summary>Tells those who wait what an instance's status is now.</summary>
    internal void Notify(string id, OrchestrationRuntimeStatus status)
    {
        if (status is OrchestrationRuntimeStatus.Pending
            || !_waiters.TryGetValue(id, out List<Waiter>? waiters))
        {
            return;
        }

        bool ended = EngineSchema.IsTerminal(status);
        foreach (Waiter waiter in waiters)
        {
            if (ended || waiter.Start)
            {
                waiter.TrySetResult();
                Forget(id, waiter);
            }
        }
    }

    /// <summary>Tells all who wait that what they wait for will not come.</summary>
    internal void StopWaiting(Exception reason)
    {
        _over = reason;
        // Not in the dictionary's order, which differs from process to process.
        foreach ((string id, List<Waiter> waiters) in
            _waiters.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            foreach (Waiter waiter in waiters)
            {
                waiter.TrySetException(reason);
                Forget(id, waiter);
            }
        }
    }

    private void Forget(string id, Waiter waiter)
    {
        while (_waiters.TryGetValue(id, out List<Waiter>? waiters))
        {
            List<Waiter> rest = [.. waiters.Where(other => other != waiter)];
            bool done = rest.Count == 0
                ? _waiters.TryRemove(new(id, waiters))
                : _waiters.TryUpdate(id, rest, waiters);
            if (done)
            {
                return;
            }
        }
    }

    private sealed class Waiter(bool start) : TaskCompletionSource(
        TaskCreationOptions.RunContinuationsAsynchronously)
    {
        internal bool Start => start;
    }
}
