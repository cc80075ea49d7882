using System.Collections.Concurrent;

namespace TradingBase.Simulation.Tests;

/// <summary>A state store that goes away: before a change, or after it with the answer lost.</summary>
/// <param name="inner">What really holds the rows.</param>
/// <param name="seed">Decides, with the row and how often it was asked for, which call fails: not the threads' order.</param>
/// <param name="faultShare">How many of a hundred calls fail.</param>
internal sealed class FaultyStateStore(IStateStore inner, int seed, int faultShare) : IStateStore
{
    private const int MostFaultsOfARow = 2;

    private readonly ConcurrentDictionary<string, int> _calls = new();
    private int _faults;

    /// <summary>How many calls failed.</summary>
    internal int Faults => _faults;

    public Task<StateRow?> FindAsync(string partition, string key, CancellationToken cancellationToken)
    {
        FailMaybe($"find {partition} {key}");
        return inner.FindAsync(partition, key, cancellationToken);
    }

    public Task<IReadOnlyList<StateRow>> ReadAsync(
        string partition, string? fromKey, string? toKey, int atMost, bool newestFirst,
        CancellationToken cancellationToken)
    {
        FailMaybe($"read {partition} {fromKey}");
        return inner.ReadAsync(partition, fromKey, toKey, atMost, newestFirst, cancellationToken);
    }

    public async Task<bool> TrySubmitAsync(
        string partition, IReadOnlyList<StateChange> changes, CancellationToken cancellationToken)
    {
        FailMaybe($"before {partition} {changes[0].Key}");
        bool done = await inner.TrySubmitAsync(partition, changes, cancellationToken);

        // The worst kind: everything is written, and nobody is told.
        FailMaybe($"after {partition} {changes[0].Key}");
        return done;
    }

    private void FailMaybe(string call)
    {
        int times = _calls.AddOrUpdate(call, 1, (_, before) => before + 1);
        int drawn = Convert.ToInt32(Canonical.Sha256($"{seed} {call} {times}")[..4], 16) % 100;
        if (times <= MostFaultsOfARow && drawn < faultShare)
        {
            Interlocked.Increment(ref _faults);
            throw new StateUnavailableException("the simulated store", $"a fault was drawn for '{call}'.");
        }
    }
}
