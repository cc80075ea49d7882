using TradingBase.Testing;

namespace TradingBase.Desk.Tests;

/// <summary>A store whose caller is stopped at one of its calls: before it was carried out, or after.</summary>
/// <param name="rows">What is kept.</param>
internal sealed class StoppingStore(MemoryStateStore rows) : IStateStore
{
    private int _calls;
    private int _at = int.MaxValue;
    private bool _after;

    /// <summary>Stops at a call from now on, once.</summary>
    internal void StopAt(int call, bool after) => (_calls, _at, _after) = (0, call, after);

    /// <summary>Whether that call came.</summary>
    internal bool Stopped => _calls >= _at;

    internal void GoOn() => _at = int.MaxValue;

    public Task<StateRow?> FindAsync(string partition, string key, CancellationToken cancellationToken) =>
        CallAsync(() => rows.FindAsync(partition, key, cancellationToken));

    public Task<IReadOnlyList<StateRow>> ReadAsync(
        string partition, string? fromKey, string? toKey, int atMost, bool newestFirst,
        CancellationToken cancellationToken) =>
        CallAsync(() => rows.ReadAsync(partition, fromKey, toKey, atMost, newestFirst, cancellationToken));

    public Task<bool> TrySubmitAsync(
        string partition, IReadOnlyList<StateChange> changes, CancellationToken cancellationToken) =>
        CallAsync(() => rows.TrySubmitAsync(partition, changes, cancellationToken));

    private async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        bool stop = ++_calls == _at;
        if (stop && !_after)
        {
            throw new StateUnavailableException("memory", "the process was stopped.");
        }

        T result = await call();
        return stop ? throw new StateUnavailableException("memory", "the process was stopped.") : result;
    }
}
