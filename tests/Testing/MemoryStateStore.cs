using System.Globalization;

namespace TradingBase.Testing;

/// <summary>A state store in memory, for tests of what is built on it.</summary>
/// <remarks>Thread-safe; books over one store see what those of another process would see.</remarks>
public sealed class MemoryStateStore : IStateStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SortedDictionary<string, StateRow>> _partitions = [];
    private long _version;

    /// <summary>Called before each submit, outside of the store's lock; a test makes races and failures with it.</summary>
    public Func<string, IReadOnlyList<StateChange>, Task> BeforeSubmit { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>How many submits were carried out.</summary>
    public int Submits { get; private set; }

    /// <inheritdoc/>
    public Task<StateRow?> FindAsync(string partition, string key, CancellationToken cancellationToken)
    {
        StateRules.Name(partition);
        StateRules.Name(key);
        lock (_gate)
        {
            return Task.FromResult(Rows(partition).GetValueOrDefault(key));
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<StateRow>> ReadAsync(
        string partition, string? fromKey, string? toKey, int atMost, bool newestFirst,
        CancellationToken cancellationToken)
    {
        StateRules.Range(partition, fromKey, toKey, atMost);
        lock (_gate)
        {
            IEnumerable<StateRow> found = Rows(partition).Values
                .Where(row => fromKey is null || string.CompareOrdinal(row.Key, fromKey) >= 0)
                .Where(row => toKey is null || string.CompareOrdinal(row.Key, toKey) < 0);
            IReadOnlyList<StateRow> rows = [.. (newestFirst ? found.Reverse() : found).Take(atMost)];
            return Task.FromResult(rows);
        }
    }

    /// <inheritdoc/>
    public async Task<bool> TrySubmitAsync(
        string partition, IReadOnlyList<StateChange> changes, CancellationToken cancellationToken)
    {
        StateRules.Submit(partition, changes);
        await BeforeSubmit(partition, changes);
        lock (_gate)
        {
            SortedDictionary<string, StateRow> rows = Rows(partition);
            if (changes.Any(change => rows.GetValueOrDefault(change.Key)?.Version != change.ExpectedVersion))
            {
                return false;
            }

            string version = (++_version).ToString(CultureInfo.InvariantCulture);
            foreach (StateChange change in changes)
            {
                rows.Remove(change.Key);
                if (change.Value is { } value)
                {
                    rows[change.Key] = new(partition, change.Key, value.ToArray(), version);
                }
            }

            Submits++;
            return true;
        }
    }

    /// <summary>Does to a row what no book does: what a person with an editor could.</summary>
    /// <param name="partition">Whose row.</param>
    /// <param name="key">Which row.</param>
    /// <param name="value">Its new value; null takes the row away.</param>
    public void Tamper(string partition, string key, byte[]? value)
    {
        lock (_gate)
        {
            Rows(partition).Remove(key);
            if (value is not null)
            {
                Rows(partition)[key] = new(partition, key, value, $"tampered{++_version}");
            }
        }
    }

    /// <summary>All rows, ordered by partition and key.</summary>
    public IReadOnlyList<StateRow> All()
    {
        lock (_gate)
        {
            return [.. _partitions.OrderBy(pair => pair.Key, StringComparer.Ordinal).SelectMany(pair => pair.Value.Values)];
        }
    }

    private SortedDictionary<string, StateRow> Rows(string partition)
    {
        if (!_partitions.TryGetValue(partition, out SortedDictionary<string, StateRow>? rows))
        {
            _partitions[partition] = rows = new(StringComparer.Ordinal);
        }

        return rows;
    }
}
