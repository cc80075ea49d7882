namespace TradingBase.LocalHost.Pumps;

/// <summary>A queue that delivers each message at least once.</summary>
/// <remarks>Thread safe. A message that is neither deleted nor renewed in time is delivered again.</remarks>
internal interface IQueue
{
    /// <summary>Lower-case letters, digits and hyphens.</summary>
    string Name { get; }

    /// <summary>Puts a message in; it is kept when the task ends.</summary>
    /// <param name="body">At most 48 KiB, the most that fits a storage queue in base64.</param>
    /// <param name="delay">How long it stays invisible; zero or more.</param>
    /// <param name="cancellationToken">Gives up before the sending, never halfway.</param>
    /// <returns>The message's id.</returns>
    /// <exception cref="ArgumentException">The body is too large, or the delay is negative.</exception>
    Task<string> SendAsync(BinaryData body, TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>Takes what is visible; it stays invisible to others meanwhile.</summary>
    /// <param name="count">At most this many; 1 to 32.</param>
    /// <param name="visibility">How long the messages belong to the caller; above zero.</param>
    /// <param name="cancellationToken">Gives up before the taking, never halfway.</param>
    /// <returns>Empty when there is nothing.</returns>
    Task<IReadOnlyList<QueueDelivery>> ReceiveAsync(
        int count, TimeSpan visibility, CancellationToken cancellationToken);

    /// <summary>Ends a message.</summary>
    /// <returns>False when it is no longer the caller's.</returns>
    Task<bool> DeleteAsync(QueueDelivery delivery, CancellationToken cancellationToken);

    /// <summary>Sets anew when a message becomes visible to others.</summary>
    /// <param name="delivery">Its pop receipt is used up.</param>
    /// <param name="visibility">From now; zero gives the message back at once.</param>
    /// <param name="cancellationToken">Gives up before the sending.</param>
    /// <returns>The delivery with its new receipt; null when it is no longer the caller's.</returns>
    Task<QueueDelivery?> UpdateVisibilityAsync(
        QueueDelivery delivery, TimeSpan visibility, CancellationToken cancellationToken);

    /// <summary>Moves a message, its body unchanged, to another queue of the same kind.</summary>
    /// <param name="delivery">The message.</param>
    /// <param name="target">Where it goes; its dequeue count starts again.</param>
    /// <param name="reason">Kept beside it where the queue has a place for it; null for none.</param>
    /// <param name="cancellationToken">Gives up before the sending.</param>
    /// <returns>False when it is no longer the caller's, and then it was not moved.</returns>
    Task<bool> MoveAsync(
        QueueDelivery delivery, IQueue target, string? reason, CancellationToken cancellationToken);

    /// <summary>Looks at visible messages without taking them; receipts are empty.</summary>
    /// <param name="count">At most this many; 1 to 32.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<QueueDelivery>> PeekAsync(int count, CancellationToken cancellationToken);

    /// <summary>Counts all messages, invisible ones too; a storage queue's count is approximate.</summary>
    Task<int> CountAsync(CancellationToken cancellationToken);

    /// <summary>Ends when there may be something to receive: at once after a sending in this
    /// process.</summary>
    Task WaitAsync(CancellationToken cancellationToken);
}
