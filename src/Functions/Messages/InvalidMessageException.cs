namespace TradingBase.Functions.Messages;

/// <summary>
/// A queue's message that cannot be acted on; it goes to the poison queue with this reason.
/// </summary>
/// <param name="queue">Which queue.</param>
/// <param name="reason">What was found and what was expected.</param>
/// <param name="innerException">What was caught.</param>
public sealed class InvalidMessageException(string queue, string reason, Exception? innerException = null)
    : TradingBaseException($"A message of queue {queue} cannot be used: {reason}", innerException)
{
    /// <summary>Which queue.</summary>
    public string Queue { get; } = queue;

    /// <summary>What was found and what was expected.</summary>
    public string Reason { get; } = reason;
}
