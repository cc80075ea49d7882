namespace TradingBase.Desk;

/// <summary>A queue did not take an alert.</summary>
/// <param name="queue">Name of the queue.</param>
/// <param name="why">What was met.</param>
/// <param name="innerException">What was caught, or null.</param>
public sealed class AlertQueueException(string queue, string why, Exception? innerException = null)
    : TradingBaseException($"The queue {queue} did not take the alert: {why}", innerException)
{
    /// <summary>Name of the queue.</summary>
    public string Queue { get; } = queue;
}
