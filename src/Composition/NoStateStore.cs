namespace TradingBase.Composition;

/// <summary>Stands in for a store while the roster is asked for its names, which needs no rows.</summary>
internal sealed class NoStateStore : IStateStore
{
    /// <inheritdoc/>
    public Task<StateRow?> FindAsync(string partition, string key, CancellationToken cancellationToken) =>
        throw Refusal();

    /// <inheritdoc/>
    public Task<IReadOnlyList<StateRow>> ReadAsync(
        string partition, string? fromKey, string? toKey, int atMost, bool newestFirst,
        CancellationToken cancellationToken) => throw Refusal();

    /// <inheritdoc/>
    public Task<bool> TrySubmitAsync(
        string partition, IReadOnlyList<StateChange> changes, CancellationToken cancellationToken) =>
        throw Refusal();

    private static InvalidOperationException Refusal() =>
        new("The roster is being asked for its names: no guest may touch the state in its constructor.");
}
