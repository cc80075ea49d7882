namespace TradingBase.Simulation.Tests.Orders;

/// <summary>The state store as one process sees it: mishaps before and after each call.</summary>
internal sealed class WatchedStore(IStateStore inner, DeskLife life) : IStateStore
{
    public async Task<StateRow?> FindAsync(
        string partition, string key, CancellationToken cancellationToken)
    {
        await life.PassAsync("before a find", store: true);
        return await inner.FindAsync(partition, key, cancellationToken);
    }

    public async Task<IReadOnlyList<StateRow>> ReadAsync(
        string partition, string? fromKey, string? toKey, int atMost, bool newestFirst,
        CancellationToken cancellationToken)
    {
        await life.PassAsync("before a read", store: true);
        return await inner.ReadAsync(partition, fromKey, toKey, atMost, newestFirst, cancellationToken);
    }

    public async Task<bool> TrySubmitAsync(
        string partition, IReadOnlyList<StateChange> changes, CancellationToken cancellationToken)
    {
        await life.PassAsync("before a submit", store: true);
        bool done = await inner.TrySubmitAsync(partition, changes, cancellationToken);
        if (done)
        {
            life.NoteSubmit(partition, changes);
        }

        // The worst kind: everything is written, and nobody is told.
        await life.PassAsync("after a submit", store: true);
        return done;
    }
}
