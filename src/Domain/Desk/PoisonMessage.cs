namespace TradingBase.Desk;

/// <summary>A queue's message that nobody could use, kept for a person to look at and to replay.</summary>
/// <param name="Id">Hash of the message.</param>
/// <param name="Queue">Where it came from.</param>
/// <param name="Message">What it was, unchanged.</param>
/// <param name="Reason">Why it cannot be used.</param>
/// <param name="At">When it was set apart, UTC.</param>
public sealed record PoisonMessage(string Id, string Queue, string Message, string Reason, DateTimeOffset At)
{
    /// <summary>Kind of the record.</summary>
    public const string Kind = "poison-message";
}
