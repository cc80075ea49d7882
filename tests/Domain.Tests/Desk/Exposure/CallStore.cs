namespace TradingBase.Desk.Tests.Exposure;

/// <summary>A store that does something at one of its calls: fails, or lets others go first.</summary>
/// <param name="inner">What really holds the rows.</param>
/// <param name="at">Which call, counted from 0.</param>
/// <param name="disturb">What happens before that call.</param>
internal sealed class CallStore(IStateStore inner, int at, Func<Task> disturb) : IStateStore
{
    /// <summary>How many calls there were.</summary>
    internal int Calls { get; private set; }

    public async Task<StateRow?> FindAsync(string partition, string key, CancellationToken cancellationToken)
    {
        await CountAsync();
        return await inner.FindAsync(partition, key, cancellationToken);
    }

    public async Task<IReadOnlyList<StateRow>> ReadAsync(
        string partition, string? fromKey, string? toKey, int atMost, bool newestFirst,
        CancellationToken cancellationToken)
    {
        await CountAsync();
        return await inner.ReadAsync(partition, fromKey, toKey, atMost, newestFirst, cancellationToken);
    }

    // Counted before and after: a submit may also be carried out and its answer lost.
    public async Task<bool> TrySubmitAsync(
        string partition, IReadOnlyList<StateChange> changes, CancellationToken cancellationToken)
    {
        await CountAsync();
        bool done = await inner.TrySubmitAsync(partition, changes, cancellationToken);
        await CountAsync();
        return done;
    }

    private async Task CountAsync()
    {
        if (Calls++ == at)
        {
            await disturb();
        }
    }
}
