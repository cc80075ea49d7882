namespace TradingBase.Desk.Tests.Exposure;

/// <summary>
/// Lets many processes use one store one call at a time, in an order that a seed draws: each call waits for its
/// turn, and whoever has it runs on until its next call.
/// </summary>
internal sealed class TurnStore(IStateStore inner, Random random) : IStateStore
{
    private readonly List<TaskCompletionSource> _waiting = [];

    /// <summary>How many submits found a row changed.</summary>
    internal int LostRaces { get; private set; }

    /// <summary>Gives turns until all have ended.</summary>
    /// <param name="actors">Each uses no other store, and waits for nothing else.</param>
    internal async Task RunAsync(IReadOnlyList<Func<Task>> actors)
    {
        // Without a context, whoever gets a turn runs at once and on this thread.
        SynchronizationContext? context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        Task all;
        try
        {
            all = Task.WhenAll(actors.Select(actor => actor()).ToArray());
            while (_waiting.Count > 0)
            {
                int next = random.Next(_waiting.Count);
                TaskCompletionSource turn = _waiting[next];
                _waiting.RemoveAt(next);
                turn.SetResult();
            }
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }

        if (!all.IsCompleted)
        {
            throw new InvalidOperationException("Somebody waits for something that is no turn.");
        }

        await all;
    }

    public async Task<StateRow?> FindAsync(string partition, string key, CancellationToken cancellationToken)
    {
        await TurnAsync();
        return await inner.FindAsync(partition, key, cancellationToken);
    }

    public async Task<IReadOnlyList<StateRow>> ReadAsync(
        string partition, string? fromKey, string? toKey, int atMost, bool newestFirst,
        CancellationToken cancellationToken)
    {
        await TurnAsync();
        return await inner.ReadAsync(partition, fromKey, toKey, atMost, newestFirst, cancellationToken);
    }

    public async Task<bool> TrySubmitAsync(
        string partition, IReadOnlyList<StateChange> changes, CancellationToken cancellationToken)
    {
        await TurnAsync();
        bool done = await inner.TrySubmitAsync(partition, changes, cancellationToken);
        LostRaces += done ? 0 : 1;
        return done;
    }

    private Task TurnAsync()
    {
        TaskCompletionSource turn = new();
        _waiting.Add(turn);
        return turn.Task;
    }
}
