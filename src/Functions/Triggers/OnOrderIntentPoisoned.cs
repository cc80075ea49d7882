using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using TradingBase.Desk;
using TradingBase.Journal;

namespace TradingBase.Functions.Triggers;

/// <summary>
/// Queue order-intents-poison: writes down what could not be used and why, and keeps it for replay.
/// </summary>
/// <param name="intents">Says again what is wrong.</param>
/// <param name="journal">Where it is written down.</param>
/// <param name="records">Keeps the message.</param>
/// <param name="time">The wall clock.</param>
/// <param name="logger">The alert.</param>
public sealed partial class OnOrderIntentPoisoned(
    IntentReader intents, IJournal journal, IRecordStore records, TimeProvider time,
    ILogger<OnOrderIntentPoisoned> logger)
{
    /// <summary>Journals and keeps one poison message; the same message twice is one line.</summary>
    /// <param name="message">What nobody could use.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    [Function(nameof(OnOrderIntentPoisoned))]
    public async Task RunAsync(
        [QueueTrigger(OnOrderIntentQueued.Queue + "-poison")] string message,
        CancellationToken cancellationToken)
    {
        string id = Canonical.Sha256(message);
        string reason = intents.FindMistake(message)
            ?? "The message can be read; its cycle could not be started: the log of its attempts says why.";
        PoisonMessage kept = await records.KeepFirstAsync<PoisonMessage>(
            PoisonMessage.Kind, id, new(id, OnOrderIntentQueued.Queue, message, reason, time.GetUtcNow()),
            cancellationToken);
        await journal.AppendAsync(
            $"queue:{kept.Queue}", id, "message-poisoned", kept.At,
            new { kept.Queue, kept.Reason, MessageHash = id },
            cancellationToken);
        LogPoisoned(kept.Queue, kept.Reason, id);
    }

    [LoggerMessage(
        LogLevel.Error, "Queue {Queue} had a message that cannot be used: {Reason} It is kept as {Id}.")]
    private partial void LogPoisoned(string queue, string reason, string id);
}
