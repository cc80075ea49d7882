namespace TradingBase.Compute;

/// <summary>Lets one caller at a time ask a question, so that two who ask the same one pay once.</summary>
/// <remarks>
/// Thread-safe. Each question has a gate of its own while anybody waits for it: slow answers hold up no
/// other.
/// </remarks>
internal sealed class QuestionGate
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>Waits for the question's turn.</summary>
    /// <returns>Passes the turn on when it is disposed of.</returns>
    internal async Task<IDisposable> EnterAsync(string id, CancellationToken cancellationToken)
    {
        Entry entry;
        lock (_lock)
        {
            if (!_entries.TryGetValue(id, out entry!))
            {
                _entries[id] = entry = new();
            }

            entry.Users++;
        }

        try
        {
            await entry.Turn.WaitAsync(cancellationToken);
            return new Leaving(this, id, entry);
        }
        catch (OperationCanceledException)
        {
            Forget(id, entry);
            throw;
        }
    }

    private void Forget(string id, Entry entry)
    {
        lock (_lock)
        {
            if (--entry.Users == 0)
            {
                _entries.Remove(id);
                entry.Turn.Dispose();
            }
        }
    }

    private sealed class Entry
    {
        internal SemaphoreSlim Turn { get; } = new(1, 1);

        internal int Users { get; set; }
    }

    private sealed class Leaving(QuestionGate gate, string id, Entry entry) : IDisposable
    {
        public void Dispose()
        {
            entry.Turn.Release();
            gate.Forget(id, entry);
        }
    }
}
