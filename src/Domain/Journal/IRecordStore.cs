namespace TradingBase.Journal;

/// <summary>Documents for readers: cycles, orders; what the reads of the API serve.</summary>
/// <remarks>
/// An activity may run twice, even at the same time: what was decided is kept by
/// <see cref="KeepFirstAsync"/>, what only moves on by <see cref="KeepAsync"/>.
/// </remarks>
public interface IRecordStore
{
    /// <summary>Keeps a document under its kind and id, in place of an earlier one.</summary>
    Task KeepAsync<TRecord>(string kind, string id, TRecord record, CancellationToken cancellationToken);

    /// <summary>Keeps a document where there is none of its kind and id yet.</summary>
    /// <returns>The document that stands: this one, or the earlier one.</returns>
    Task<TRecord> KeepFirstAsync<TRecord>(
        string kind, string id, TRecord record, CancellationToken cancellationToken)
        where TRecord : class;

    /// <summary>Keeps a document where there is none of its kind and id yet.</summary>
    /// <returns>
    /// Whether this call kept it: of many at once, one gets true. A call whose answer was lost may have kept
    /// it.
    /// </returns>
    Task<bool> TryAddAsync<TRecord>(
        string kind, string id, TRecord record, CancellationToken cancellationToken)
        where TRecord : class;

    /// <summary>Changes a document by compare-and-swap.</summary>
    /// <param name="kind">Such as <c>order</c>.</param>
    /// <param name="id">Which.</param>
    /// <param name="change">
    /// Gives the next document from the present one, null where there is none; called again on a race.
    /// </param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>The document that stands now.</returns>
    Task<TRecord> ChangeAsync<TRecord>(
        string kind, string id, Func<TRecord?, TRecord> change, CancellationToken cancellationToken)
        where TRecord : class;

    /// <summary>Finds a document.</summary>
    /// <returns>The document, or null.</returns>
    Task<TRecord?> FindAsync<TRecord>(string kind, string id, CancellationToken cancellationToken)
        where TRecord : class;

    /// <summary>Lists documents of a kind, newest id first (ids that begin with a time sort by it).</summary>
    /// <param name="kind">Such as <c>cycle</c>, <c>order</c>.</param>
    /// <param name="before">Only ids before this one, or null from the newest.</param>
    /// <param name="atMost">How many.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    Task<IReadOnlyList<TRecord>> ListAsync<TRecord>(
        string kind, string? before, int atMost, CancellationToken cancellationToken)
        where TRecord : class;

    /// <summary>Removes a document; removing what is not there changes nothing.</summary>
    Task RemoveAsync(string kind, string id, CancellationToken cancellationToken);
}
