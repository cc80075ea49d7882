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
    /// <param name="at">When, UTC.</param>
    /// <param name="cancellationToken">Abandons the wait; the claim may stand.</param>
    /// <returns>False when it was claimed before, by whomever: then it may be on its way.</returns>
    public async Task<bool> TryClaimAsync(
        string venue, string clientOrderId, DateTimeOffset at, CancellationToken cancellationToken)
    {
        byte[] value = StateStoreExtensions.ToValue(new SendClaim(at));
        StateChange claim = StateChange.Insert(StateKey.Escape(clientOrderId), value);
        return await store.TrySubmitAsync(PartitionOf(venue), [claim], cancellationToken);
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

    private sealed record SendClaim(DateTimeOffset At);
}
