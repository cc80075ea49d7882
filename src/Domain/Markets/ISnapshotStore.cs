namespace TradingBase.Markets;

/// <summary>
/// Keeps snapshots by the hash of their content, so that messages carry an id and never bars.
/// </summary>
public interface ISnapshotStore
{
    /// <summary>Keeps a snapshot; keeping it twice is keeping it once.</summary>
    /// <returns>Its id: the hash of its content.</returns>
    Task<string> KeepAsync(MarketSnapshot snapshot, CancellationToken cancellationToken);

    /// <summary>Reads a snapshot.</summary>
    /// <param name="id">What <see cref="KeepAsync"/> gave.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    /// <returns>The snapshot, as it was kept.</returns>
    /// <exception cref="KeyNotFoundException">No such snapshot was kept.</exception>
    Task<MarketSnapshot> ReadAsync(string id, CancellationToken cancellationToken);
}
