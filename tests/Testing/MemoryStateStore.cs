using System.Globalization;

namespace TradingBase.Testing;

/// <summary>A state store in memory, for tests of what is built on it.</summary>
/// <remarks>Thread-safe; books over one store see what those of another process would see.</remarks>
public sealed class MemoryStateStore : IStateStore
{
    private static readonly Comparer<StateRow> ByKey =
        Comparer<StateRow>.Create((left, right) => string.CompareOrdinal(left.Key, right.Key));

    private readonly Lock _gate = new();
    private readonly Dictionary<string, SortedSet<StateRow>> _partitions = [];
    private long _version;

    /// <summary>
    /// Called before each submit, outside of the store's lock; a test makes races and failures with it.
    /// </summary>
    public Func<string, IReadOnlyList<StateChange>, Task> BeforeSubmit { get; set; } = (_, _) =>
        Task.CompletedTask;

    /// <summary>How many submits were carried out.</summary>
    public int Submits { get; private set; }

    /// <inheritdoc/>
    public Task<StateRow?> FindAsync(string partition, string key, CancellationToken cancellationToken)
    {
        StateRules.Name(partition);
        StateRules.Name(key);
        lock (_gate)
        {
            return Task.FromResult(Find(partition, key));
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
            string from = fromKey ?? string.Empty, to = toKey ?? "\x7f";
            SortedSet<StateRow> found = string.CompareOrdinal(from, to) < 0
                ? Rows(partition).GetViewBetween(Probe(from), Probe(to))
                : [];
            IReadOnlyList<StateRow> rows =
                [.. (newestFirst ? found.Reverse() : found).Where(row => row.Key != to).Take(atMost)];
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
            SortedSet<StateRow> rows = Rows(partition);
            if (changes.Any(change => Find(partition, change.Key)?.Version != change.ExpectedVersion))
            {
                return false;
            }

            string version = (++_version).ToString(CultureInfo.InvariantCulture);
            foreach (StateChange change in changes)
            {
                rows.Remove(Probe(change.Key));
                if (change.Value is { } value)
                {
                    rows.Add(new(partition, change.Key, value.ToArray(), version));
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
            Rows(partition).Remove(Probe(key));
            if (value is not null)
            {
                Rows(partition).Add(new(partition, key, value, $"tampered{++_version}"));
            }
        }
    }

    /// <summary>All rows, ordered by partition and key.</summary>
    public IReadOnlyList<StateRow> All()
    {
        lock (_gate)
        {
            return [.. _partitions.OrderBy(pair => pair.Key, StringComparer.Ordinal).SelectMany(pair => pair.Value)];
        }
    }

    private static StateRow Probe(string key) => new(string.Empty, key, default, string.Empty);

    private StateRow? Find(string partition, string key) =>
        Rows(partition).TryGetValue(Probe(key), out StateRow? row) ? row : null;

    private SortedSet<StateRow> Rows(string partition)
    {
        if (!_partitions.TryGetValue(partition, out SortedSet<StateRow>? rows))
        {
            _partitions[partition] = rows = new(ByKey);
        }

        return rows;
    }
}
