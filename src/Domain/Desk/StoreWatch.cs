using TradingBase.Journal;
using TradingBase.Risk;

namespace TradingBase.Desk;

/// <summary>A state store that holds the desk back before it writes again after it could not.</summary>
/// <param name="inner">The host's store.</param>
/// <param name="trouble">Remembers that a write failed.</param>
/// <param name="time">The wall clock.</param>
/// <remarks>
/// While the store is away nothing is sent, since no intent can be written. Once it answers, the hold is the
/// first thing that is written: what waits behind it meets a desk that only reduces. The hold's journal line
/// and its alert follow with the next heartbeat.
/// </remarks>
public sealed class StoreWatch(IStateStore inner, StoreTrouble trouble, TimeProvider time) : IStateStore
{
    private readonly DeskStateBook _desk = new(inner);

    /// <inheritdoc/>
    public Task<StateRow?> FindAsync(string partition, string key, CancellationToken cancellationToken) =>
        inner.FindAsync(partition, key, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StateRow>> ReadAsync(
        string partition, string? fromKey, string? toKey, int atMost, bool newestFirst,
        CancellationToken cancellationToken) =>
        inner.ReadAsync(partition, fromKey, toKey, atMost, newestFirst, cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> TrySubmitAsync(
        string partition, IReadOnlyList<StateChange> changes, CancellationToken cancellationToken)
    {
        try
        {
            if (trouble.Pending is { } message)
            {
                await HoldAsync(message, cancellationToken);
                trouble.Settle();
            }

            return await inner.TrySubmitAsync(partition, changes, cancellationToken);
        }
        catch (StateUnavailableException failure)
        {
            trouble.Note(failure);
            throw;
        }
    }

    private async Task HoldAsync(string message, CancellationToken cancellationToken)
    {
        // A desk that was never opened has nothing to lose.
        if (await _desk.FindAsync(cancellationToken) is not null)
        {
            StateHold hold = new(
                StateCauses.StoreTrouble, TradingState.Reducing,
                $"The books could not be written: {message}", "desk", time.GetUtcNow());
            await _desk.ChangeAsync(present => present!.With(hold), cancellationToken);
        }
    }
}
