using Microsoft.Extensions.Logging;

namespace TradingBase.LocalHost.Pumps;

/// <summary>Keeps a message in this process's hands for as long as its function runs.</summary>
internal sealed class QueueLease : IAsyncDisposable
{
    private readonly IQueue _queue;
    private readonly TimeSpan _lease;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _renewals;

    /// <summary>Begins to renew.</summary>
    /// <param name="queue">Where the message is from.</param>
    /// <param name="delivery">The message.</param>
    /// <param name="lease">How long each renewal lasts; the next one comes at half of it.</param>
    /// <param name="time">Measures it.</param>
    /// <param name="logger">Hears of a lease that was lost.</param>
    public QueueLease(IQueue queue, QueueDelivery delivery, TimeSpan lease, TimeProvider time, ILogger logger)
    {
        _queue = queue;
        _lease = lease;
        _time = time;
        _logger = logger;
        Delivery = delivery;
        _renewals = RenewAsync();
    }

    /// <summary>The message with its newest receipt.</summary>
    public QueueDelivery Delivery { get; private set; }

    /// <summary>Renews no more; the delivery's receipt is then the last one.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _renewals;
        _ended.Dispose();
    }

    private async Task RenewAsync()
    {
        while (true)
        {
            try
            {
                await Task.Delay(_lease / 2, _time, _ended.Token);
                QueueDelivery? renewed =
                    await _queue.UpdateVisibilityAsync(Delivery, _lease, CancellationToken.None);
                if (renewed is null)
                {
                    _logger.LogWarning("Message {Id} of {Queue} was lost", Delivery.Id, _queue.Name);
                    return;
                }

                Delivery = renewed;
                _logger.LogDebug("Message {Id} of {Queue} is renewed", Delivery.Id, _queue.Name);
            }
            catch (OperationCanceledException) when (_ended.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                // Half a lease is left for the next attempt.
                _logger.LogError(failure, "Message {Id} of {Queue} is not renewed", Delivery.Id, _queue.Name);
            }
        }
    }
}
