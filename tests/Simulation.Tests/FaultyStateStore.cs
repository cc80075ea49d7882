namespace TradingBase.Simulation.Tests;

/// <summary>
/// A state store that goes away at random: before a change, or after it with the answer lost.
/// </summary>
/// <param name="inner">What really holds the rows.</param>
/// <param name="random">Seeded; decides which call fails.</param>
/// <param name="faultShare">How many of a hundred calls fail.</param>
internal sealed class FaultyStateStore(IStateStore inner, Random random, int faultShare) : IStateStore
{
    private readonly Lock _lock = new();

    /// <summary>How many calls failed.</summary>
    internal int Faults { get; private set; }

    public Task<StateRow?> FindAsync(string partition, string key, CancellationToken cancellationToken)
    {
        FailMaybe();
        return inner.FindAsync(partition, key, cancellationToken);
    }

    public Task<IReadOnlyList<StateRow>> ReadAsync(
        string partition, string? fromKey, string? toKey, int atMost, bool newestFirst,
        CancellationToken cancellationToken)
    {
        FailMaybe();
        return inner.ReadAsync(partition, fromKey, toKey, atMost, newestFirst, cancellationToken);
    }

    public async Task<bool> TrySubmitAsync(
        string partition, IReadOnlyList<StateChange> changes, CancellationToken cancellationToken)
    {
        FailMaybe();
        bool done = await inner.TrySubmitAsync(partition, changes, cancellationToken);

        // The worst kind: everything is written, and nobody is told.
        FailMaybe();
        return done;
    }

    private void FailMaybe()
    {
        lock (_lock)
        {
            if (random.Next(100) >= faultShare)
            {
                return;
            }

            Faults++;
        }

        throw new StateUnavailableException("the simulated store", "a fault was drawn.");
    }
}
