namespace TradingBase;

/// <summary>
/// Rows of bytes under (partition, key), changed by compare-and-swap: what journal, ledger and desk state are
/// built on. Each host brings its own: SQLite on one machine, tables in the cloud.
/// </summary>
/// <remarks>
/// Shared by any number of processes. Keys are ordered ordinally. Everything a successful call changed is
/// durable when it returns. Partitions and keys: 1 to 512 printable ASCII characters, none of <c>/ \ # ?</c>
/// (<see cref="StateKey"/> makes such a name of any text); <see cref="StateRules"/> holds the bounds.
/// </remarks>
public interface IStateStore
{
    /// <summary>Reads one row.</summary>
    /// <returns>The row, or null where there is none.</returns>
    /// <exception cref="StateUnavailableException">The store cannot be reached.</exception>
    Task<StateRow?> FindAsync(string partition, string key, CancellationToken cancellationToken);

    /// <summary>Reads rows of a partition in the order of their keys.</summary>
    /// <param name="partition">Whose rows.</param>
    /// <param name="fromKey">The first key wanted, or null for the partition's first.</param>
    /// <param name="toKey">The first key not wanted, or null for no end.</param>
    /// <param name="atMost">How many rows; greater than zero.</param>
    /// <param name="newestFirst">Whether to start at the end and go backwards.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    /// <exception cref="StateUnavailableException">The store cannot be reached.</exception>
    Task<IReadOnlyList<StateRow>> ReadAsync(
        string partition, string? fromKey, string? toKey, int atMost, bool newestFirst,
        CancellationToken cancellationToken);

    /// <summary>Carries out all changes of one partition, or none.</summary>
    /// <param name="partition">Where all changes are.</param>
    /// <param name="changes">1 to 100; no key twice.</param>
    /// <param name="cancellationToken">Abandons the wait; the changes may still be carried out.</param>
    /// <returns>False when a row was not as a change expected it: nothing was changed.</returns>
    /// <exception cref="StateUnavailableException">
    /// The store cannot be reached; nothing is half kept.
    /// </exception>
    /// <exception cref="StateTooLargeException">
    /// A value is larger than the store takes; nothing is kept.
    /// </exception>
    Task<bool> TrySubmitAsync(
        string partition, IReadOnlyList<StateChange> changes, CancellationToken cancellationToken);
}
