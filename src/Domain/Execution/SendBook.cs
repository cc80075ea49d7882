namespace TradingBase.Execution;

/// <summary>Remembers which orders were handed to a wire, so that none is handed to it twice.</summary>
/// <param name="store">Shared by all processes of the desk.</param>
/// <remarks>
/// Thread-safe. A venue may take an id again once the first order has ended, and an activity may run in two
/// processes: who writes the row first sends, and nobody after it ever does.
/// </remarks>
public sealed class SendBook(IStateStore store)
{
    private readonly StripedGate _gate = new();

    /// <summary>Waits until nobody else in this process works on an order.</summary>
    /// <returns>Lets the next one in when it is disposed of.</returns>
    public Task<IDisposable> EnterAsync(
        string venue, string clientOrderId, CancellationToken cancellationToken) =>
        _gate.EnterAsync($"{venue}|{clientOrderId}", cancellationToken);

    /// <summary>Claims the one send of an order.</summary>
    /// <param name="venue">Name of the broker.</param>
    /// <param name="clientOrderId">Which order.</param>
    /// <param name="at">
    /// When, UTC: right before the send, since its arrival is waited for from then on.
    /// </param>
    /// <param name="cancellationToken">Abandons the wait; the claim may stand.</param>
    /// <returns>
    /// False when it was claimed before, by whomever, or forbidden: then it may be on its way.
    /// </returns>
    public async Task<bool> TryClaimAsync(
        string venue, string clientOrderId, DateTimeOffset at, CancellationToken cancellationToken)
    {
        byte[] value = StateStoreExtensions.ToValue(new SendClaim(Check.Utc(at)));
        StateChange claim = StateChange.Insert(StateKey.Escape(clientOrderId), value);
        return await store.TrySubmitAsync(PartitionOf(venue), [claim], cancellationToken);
    }

    /// <summary>Forbids the send of an order, unless it was claimed not long ago.</summary>
    /// <param name="venue">Name of the broker.</param>
    /// <param name="clientOrderId">Which order.</param>
    /// <param name="at">When the venue was asked for the order, UTC.</param>
    /// <param name="window">How long after its claim an order may still arrive; zero or more.</param>
    /// <param name="cancellationToken">Abandons the wait; it may have been forbidden.</param>
    /// <returns>
    /// Whether it is forbidden: the same row says who may send and that nobody may, so of a sender and of
    /// whoever concludes that there was no send only one succeeds.
    /// </returns>
    /// <exception cref="StateContentionException">Others were faster each time.</exception>
    public async Task<bool> TryForbidAsync(
        string venue, string clientOrderId, DateTimeOffset at, TimeSpan window,
        CancellationToken cancellationToken)
    {
        string partition = PartitionOf(venue), key = StateKey.Escape(clientOrderId);
        Forbidden outcome = await StateStoreExtensions.RetryAsync(partition, async () =>
        {
            StateRow? row = await store.FindAsync(partition, key, cancellationToken);
            SendClaim? claim = row?.ToRecord<SendClaim>();
            if (claim is { ForbiddenAt: not null })
            {
                return new Forbidden(true);
            }

            if (claim is { At: { } claimed } && at - claimed < window)
            {
                return new Forbidden(false);
            }

            byte[] value = StateStoreExtensions.ToValue(new SendClaim(claim?.At, Check.Utc(at)));
            StateChange change = row is null
                ? StateChange.Insert(key, value)
                : StateChange.Replace(row, value);
            bool written = await store.TrySubmitAsync(partition, [change], cancellationToken);
            return written ? new Forbidden(true) : null;
        });
        return outcome.Now;
    }

    /// <summary>Finds out when an order was handed to the wire.</summary>
    /// <returns>UTC, or null when it never was.</returns>
    public async Task<DateTimeOffset?> FindAsync(
        string venue, string clientOrderId, CancellationToken cancellationToken)
    {
        SendClaim? claim = await store.FindRecordAsync<SendClaim>(
            PartitionOf(venue), StateKey.Escape(clientOrderId), cancellationToken);
        return claim?.At;
    }

    private static string PartitionOf(string venue) => $"sends:{StateKey.Escape(venue)}";

    private sealed record SendClaim(DateTimeOffset? At, DateTimeOffset? ForbiddenAt = null);

    private sealed record Forbidden(bool Now);
}
