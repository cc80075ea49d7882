using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using TradingBase.Desk;
using TradingBase.Functions.Messages;

namespace TradingBase.Functions.Triggers;

/// <summary>
/// Queue order-intents: an outside strategy's order, through the same gate as the desk's own.
/// </summary>
/// <param name="intents">Reads and checks the message.</param>
/// <param name="hold">Holds a desk whose host has just started.</param>
/// <param name="time">The wall clock.</param>
public sealed class OnOrderIntentQueued(IntentReader intents, StartHold hold, TimeProvider time)
{
    /// <summary>Which queue.</summary>
    public const string Queue = "order-intents";

    /// <summary>Starts a cycle for the intent; the same intent delivered twice starts one.</summary>
    /// <param name="message">An order intent as JSON.</param>
    /// <param name="client">Starts orchestrations.</param>
    /// <param name="cancellationToken">Abandons the start.</param>
    /// <exception cref="InvalidMessageException">
    /// The message cannot be used; after the retries it is poison.
    /// </exception>
    [Function(nameof(OnOrderIntentQueued))]
    public async Task RunAsync(
        [QueueTrigger(Queue)] string message, [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        OrderIntent intent = intents.Read(Queue, message);
        await hold.EnsureAsync(time.GetUtcNow(), cancellationToken);
        await client.StartAsync(
            new(CycleIds.ForIntent(intent.IntentId), [intent.Market], intent.AsOf?.ToUniversalTime(),
                nameof(OnOrderIntentQueued), intent),
            cancellationToken);
    }
}
