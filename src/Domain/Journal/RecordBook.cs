namespace TradingBase.Journal;

/// <summary>Documents on the state store: a partition per kind, a row per document.</summary>
/// <param name="store">Where they are kept.</param>
/// <remarks>Thread-safe.</remarks>
public sealed class RecordBook(IStateStore store) : IRecordStore
{
    /// <inheritdoc/>
    public Task KeepAsync<TRecord>(
        string kind, string id, TRecord record, CancellationToken cancellationToken)
    {
        string partition = Partition(kind), key = StateKey.Escape(id);
        byte[] value = StateStoreExtensions.ToValue(record);
        return StateStoreExtensions.RetryAsync(partition, async () =>
        {
            StateRow? row = await store.FindAsync(partition, key, cancellationToken);
            StateChange swap = row is null ? StateChange.Insert(key, value) : StateChange.Replace(row, value);
            bool same = row is not null && row.Value.Span.SequenceEqual(value);
            return same || await store.TrySubmitAsync(partition, [swap], cancellationToken) ? swap : null;
        });
    }

    /// <inheritdoc/>
    public Task<TRecord> KeepFirstAsync<TRecord>(
        string kind, string id, TRecord record, CancellationToken cancellationToken)
        where TRecord : class =>
        store.ChangeRecordAsync<TRecord>(
            Partition(kind), StateKey.Escape(id), present => present ?? record, cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> TryAddAsync<TRecord>(
        string kind, string id, TRecord record, CancellationToken cancellationToken)
        where TRecord : class
    {
        string partition = Partition(kind), key = StateKey.Escape(id);
        return await store.FindAsync(partition, key, cancellationToken) is null
            && await store.TrySubmitAsync(
                partition, [StateChange.Insert(key, StateStoreExtensions.ToValue(record))],
                cancellationToken);
    }

    /// <inheritdoc/>
    public Task<TRecord> ChangeAsync<TRecord>(
        string kind, string id, Func<TRecord?, TRecord> change, CancellationToken cancellationToken)
        where TRecord : class =>
        store.ChangeRecordAsync(Partition(kind), StateKey.Escape(id), change, cancellationToken);

    /// <inheritdoc/>
    public Task<TRecord?> FindAsync<TRecord>(string kind, string id, CancellationToken cancellationToken)
        where TRecord : class =>
        store.FindRecordAsync<TRecord>(Partition(kind), StateKey.Escape(id), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TRecord>> ListAsync<TRecord>(
        string kind, string? before, int atMost, CancellationToken cancellationToken)
        where TRecord : class
    {
        IReadOnlyList<StateRow> rows = await store.ReadAsync(
            Partition(kind), null, before is null ? null : StateKey.Escape(before), atMost, newestFirst: true,
            cancellationToken);
        return [.. rows.Select(row => row.ToRecord<TRecord>())];
    }

    /// <inheritdoc/>
    public Task RemoveAsync(string kind, string id, CancellationToken cancellationToken)
    {
        string partition = Partition(kind), key = StateKey.Escape(id);
        return StateStoreExtensions.RetryAsync(partition, async () =>
        {
            StateRow? row = await store.FindAsync(partition, key, cancellationToken);
            bool gone = row is null
                || await store.TrySubmitAsync(partition, [StateChange.Delete(row)], cancellationToken);
            return gone ? key : null;
        });
    }

    private static string Partition(string kind) => "record:" + StateKey.Escape(kind);
}
