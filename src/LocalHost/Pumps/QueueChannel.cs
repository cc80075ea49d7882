using Azure;
using TradingBase.Desk;

namespace TradingBase.LocalHost.Pumps;

/// <summary>Puts each alert as JSON into the queue <c>alerts</c>, for whoever reads it there.</summary>
/// <param name="queues">The store's own queues, or a storage account's.</param>
/// <param name="time">Measures patience.</param>
internal sealed class QueueChannel(IQueueFactory queues, TimeProvider time) : IAlertChannel
{
    /// <summary>Name of the queue.</summary>
    internal const string Queue = "alerts";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public string Name => "queue";

    /// <inheritdoc/>
    /// <exception cref="AlertQueueException">The queue is full, away or not to be had.</exception>
    public async Task TellAsync(Alert alert, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(alert);
        BinaryData body = BinaryData.FromString(Canonical.Json(alert));
        int length = body.ToMemory().Length;
        if (length > QueueLimits.LargestBody)
        {
            throw new AlertQueueException(
                Queue, $"it has {length} bytes, and a message at most {QueueLimits.LargestBody}.");
        }

        using CancellationTokenSource patience = new(Patience, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(
            patience.Token, cancellationToken);
        try
        {
            await queues.Open(Queue).SendAsync(body, TimeSpan.Zero, either.Token);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new AlertQueueException(Queue, $"no answer within {Patience.TotalSeconds} s.", late);
        }
        catch (RequestFailedException refused)
        {
            throw new AlertQueueException(Queue, $"{refused.Status}, {refused.ErrorCode}.", refused);
        }
        catch (AggregateException lost)
        {
            // The client's words after its last attempt.
            throw new AlertQueueException(Queue, "the account could not be reached.", lost);
        }
    }
}
