namespace TradingBase.Desk;

/// <summary>Keeps how the last reconciliation of each venue ended, one row per venue.</summary>
/// <param name="store">Where the rows are.</param>
/// <remarks>Thread-safe.</remarks>
public sealed class ReconciliationMarks(IStateStore store)
{
    private const string Partition = "reconciliation";
    private const int MostVenues = 1_000;

    /// <summary>Keeps a mark; of two marks of a venue the later one stands.</summary>
    /// <returns>The mark that stands.</returns>
    public Task<ReconciliationMark> KeepAsync(ReconciliationMark mark, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(mark);
        return store.ChangeRecordAsync<ReconciliationMark>(
            Partition, StateKey.Escape(mark.Venue),
            present => present is not null && present.AtUtc > mark.AtUtc ? present : mark, cancellationToken);
    }

    /// <summary>Reads the marks of all venues.</summary>
    /// <returns>Ordered by venue; empty before the first reconciliation.</returns>
    public async Task<IReadOnlyList<ReconciliationMark>> ReadAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<StateRow> rows = await store.ReadAsync(
            Partition, null, null, MostVenues, newestFirst: false, cancellationToken);
        return [.. rows.Select(row => row.ToRecord<ReconciliationMark>())];
    }
}
