using TradingBase.Risk;

namespace TradingBase.Journal;

/// <summary>The desk's state on the state store, one row.</summary>
/// <param name="store">Where it is kept.</param>
/// <remarks>Thread-safe.</remarks>
public sealed class DeskStateBook(IStateStore store) : IDeskStateStore
{
    private const string Partition = "desk";
    private const string Key = "state";

    /// <inheritdoc/>
    public Task<DeskState?> FindAsync(CancellationToken cancellationToken) =>
        store.FindRecordAsync<DeskState>(Partition, Key, cancellationToken);

    /// <inheritdoc/>
    public Task<DeskState> ChangeAsync(
        Func<DeskState?, DeskState> change, CancellationToken cancellationToken) =>
        store.ChangeRecordAsync(Partition, Key, change, cancellationToken);
}
