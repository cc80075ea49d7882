using TradingBase.Risk;

namespace TradingBase.Execution;

/// <summary>Keeps that an order is about to be sent, before it is.</summary>
/// <remarks>
/// One call of many, from whatever process, writes an order's intent; only that one may send.
/// </remarks>
public interface IOrderIntents
{
    /// <summary>Finds an order's intent.</summary>
    /// <returns>The intent with what is known since, or null when there was never one.</returns>
    Task<OrderIntentMark?> FindAsync(ApprovedOrder order, CancellationToken cancellationToken);

    /// <summary>Writes an order's intent where there is none.</summary>
    /// <param name="order">What will be sent.</param>
    /// <param name="deskTime">UTC.</param>
    /// <param name="cancellationToken">Abandons the wait; the intent may have been written.</param>
    /// <param name="replayed">Whether recorded time is replayed.</param>
    Task<IntentOutcome> TryIntendAsync(
        ApprovedOrder order, DateTimeOffset deskTime, CancellationToken cancellationToken,
        bool replayed = false);

    /// <summary>Ends an order that has no intent, so that nobody sends it any more.</summary>
    /// <returns>Whether this call ended it; false when there is an intent, or an end.</returns>
    Task<bool> TryCloseAsync(ApprovedOrder order, OrderReport end, CancellationToken cancellationToken);
}
