using System.Text;
using Azure;
using Azure.Identity;
using Azure.Storage.Queues;
using TradingBase.Desk;

namespace TradingBase.AzureHost.Storage;

/// <summary>Puts each alert as JSON into a storage queue, for whoever reads it there.</summary>
/// <param name="client">The queue; made with the first alert where it is not there.</param>
/// <param name="time">Measures patience.</param>
internal sealed class QueueChannel(QueueClient client, TimeProvider time) : IAlertChannel
{
    /// <summary>Name of the queue.</summary>
    internal const string Queue = "alerts";

    // 64 KiB of base64.
    private const int LargestBody = 48 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private volatile bool _exists;

    /// <inheritdoc/>
    public string Name => "queue";

    /// <inheritdoc/>
    /// <exception cref="AlertQueueException">The queue is full, away or not to be had.</exception>
    public async Task TellAsync(Alert alert, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(alert);
        string body = Canonical.Json(alert);
        int length = Encoding.UTF8.GetByteCount(body);
        if (length > LargestBody)
        {
            throw new AlertQueueException(
                Queue, $"it has {length} bytes, and a message at most {LargestBody}.");
        }

        using CancellationTokenSource patience = new(Patience, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(
            patience.Token, cancellationToken);
        try
        {
            if (!_exists)
            {
                await client.CreateIfNotExistsAsync(null, either.Token);
                _exists = true;
            }

            await client.SendMessageAsync(body, either.Token);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new AlertQueueException(Queue, $"no answer within {Patience.TotalSeconds} s.", late);
        }
        catch (RequestFailedException refused)
        {
            // Whoever removed the queue meanwhile: the next alert makes it anew.
            _exists = false;
            throw new AlertQueueException(Queue, $"{refused.Status}, {refused.ErrorCode}.", refused);
        }
        catch (Exception lost) when (lost is AggregateException or AuthenticationFailedException)
        {
            throw new AlertQueueException(Queue, "the account could not be reached.", lost);
        }
    }
}
