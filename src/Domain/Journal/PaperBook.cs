using TradingBase.Execution;

namespace TradingBase.Journal;

/// <summary>The paper venue's orders on the state store, one row per order.</summary>
/// <param name="store">Where they are kept.</param>
/// <remarks>Thread-safe.</remarks>
public sealed class PaperBook(IStateStore store) : IPaperBook
{
    private const string Partition = "paper";

    /// <inheritdoc/>
    public Task<OrderReport?> FindAsync(string clientOrderId, CancellationToken cancellationToken) =>
        store.FindRecordAsync<OrderReport>(Partition, StateKey.Escape(clientOrderId), cancellationToken);

    /// <inheritdoc/>
    public Task<OrderReport> ChangeAsync(
        string clientOrderId, Func<OrderReport?, OrderReport> change, CancellationToken cancellationToken) =>
        store.ChangeRecordAsync(Partition, StateKey.Escape(clientOrderId), change, cancellationToken);
}
