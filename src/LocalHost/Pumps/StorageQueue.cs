using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace TradingBase.LocalHost.Pumps;

/// <summary>A queue of an Azure storage account.</summary>
/// <param name="client">Reads and writes texts as they are.</param>
/// <param name="settings">Whether texts are in base64, and how long to wait between looks.</param>
/// <param name="time">Measures those waits.</param>
/// <remarks>
/// Moving is sending and then deleting: a host killed between the two leaves the message in both queues.
/// The reason
/// of a move has no place in a storage queue; the log has it.
/// </remarks>
internal sealed class StorageQueue(QueueClient client, QueueSettings settings, TimeProvider time) : IQueue
{
    private static readonly TimeSpan ShortestPoll = TimeSpan.FromMilliseconds(100);

    private readonly QueueSignal _signal = new();
    private TimeSpan _poll = ShortestPoll;
    private bool _exists;

    /// <inheritdoc/>
    public string Name => client.Name;

    /// <inheritdoc/>
    public async Task<string> SendAsync(BinaryData body, TimeSpan delay, CancellationToken cancellationToken)
    {
        QueueLimits.CheckSending(body, delay);
        return await SendTextAsync(Encode(body), delay, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<QueueDelivery>> ReceiveAsync(
        int count, TimeSpan visibility, CancellationToken cancellationToken)
    {
        QueueLimits.CheckReceiving(count, visibility);
        await MakeAsync(cancellationToken);

        // Not to be cancelled: what the service hands out unheard stays invisible until its time is over.
        Response<QueueMessage[]> got =
            await client.ReceiveMessagesAsync(count, visibility, CancellationToken.None);
        _poll = got.Value.Length > 0 ? ShortestPoll : _poll;
        return [.. got.Value.Select(message => Decode(message.MessageText) with
        {
            Id = message.MessageId,
            PopReceipt = message.PopReceipt,
            DequeueCount = message.DequeueCount,
            InsertedAt = message.InsertedOn ?? default,
            ExpiresAt = message.ExpiresOn ?? DateTimeOffset.MaxValue,
            NextVisibleAt = message.NextVisibleOn ?? default,
        })];
    }

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync(QueueDelivery delivery, CancellationToken cancellationToken)
    {
        try
        {
            await client.DeleteMessageAsync(delivery.Id, delivery.PopReceipt, cancellationToken);
            return true;
        }
        catch (RequestFailedException refusal) when (IsLost(refusal))
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public async Task<QueueDelivery?> UpdateVisibilityAsync(
        QueueDelivery delivery, TimeSpan visibility, CancellationToken cancellationToken)
    {
        try
        {
            Response<UpdateReceipt> receipt = await client.UpdateMessageAsync(
                delivery.Id, delivery.PopReceipt, (string?)null, visibility, cancellationToken);
            UpdateReceipt renewed = receipt.Value;
            return delivery with { PopReceipt = renewed.PopReceipt, NextVisibleAt = renewed.NextVisibleOn };
        }
        catch (RequestFailedException refusal) when (IsLost(refusal))
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task<bool> MoveAsync(
        QueueDelivery delivery, IQueue target, string? reason, CancellationToken cancellationToken)
    {
        if (target is not StorageQueue queue)
        {
            throw new ArgumentException(
                $"'{target.Name}' is not a storage queue, as '{Name}' is.", nameof(target));
        }

        // Renewed first: the receipt is checked before anything is sent.
        if (await UpdateVisibilityAsync(delivery, settings.Lease, cancellationToken) is not { } held)
        {
            return false;
        }

        string text = delivery.Fault is null ? Encode(delivery.Body) : delivery.Body.ToString();
        await queue.SendTextAsync(text, TimeSpan.Zero, cancellationToken);
        return await DeleteAsync(held, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<QueueDelivery>> PeekAsync(int count, CancellationToken cancellationToken)
    {
        await MakeAsync(cancellationToken);
        Response<PeekedMessage[]> got = await client.PeekMessagesAsync(count, cancellationToken);
        return [.. got.Value.Select(message => Decode(message.MessageText) with
        {
            Id = message.MessageId,
            DequeueCount = message.DequeueCount,
            InsertedAt = message.InsertedOn ?? default,
            ExpiresAt = message.ExpiresOn ?? DateTimeOffset.MaxValue,
        })];
    }

    /// <inheritdoc/>
    public async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        await MakeAsync(cancellationToken);
        Response<QueueProperties> properties = await client.GetPropertiesAsync(cancellationToken);
        return properties.Value.ApproximateMessagesCount;
    }

    /// <inheritdoc/>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        bool signalled = await _signal.WaitAsync(_poll, time, cancellationToken);
        TimeSpan doubled = signalled ? ShortestPoll : _poll * 2;
        _poll = doubled < settings.MaxPollingInterval || settings.MaxPollingInterval < ShortestPoll
            ? doubled
            : settings.MaxPollingInterval;
    }

    private static bool IsLost(RequestFailedException refusal) =>
        refusal.ErrorCode == QueueErrorCode.MessageNotFound
        || refusal.ErrorCode == QueueErrorCode.PopReceiptMismatch;

    private async Task<string> SendTextAsync(string text, TimeSpan delay, CancellationToken cancellationToken)
    {
        await MakeAsync(cancellationToken);
        Response<SendReceipt> receipt = await client.SendMessageAsync(
            text, delay > TimeSpan.Zero ? delay : null, null, cancellationToken);
        _signal.Set();
        return receipt.Value.MessageId;
    }

    private async Task MakeAsync(CancellationToken cancellationToken)
    {
        if (!_exists)
        {
            await client.CreateIfNotExistsAsync(null, cancellationToken);
            _exists = true;
        }
    }

    private string Encode(BinaryData body) =>
        settings.IsBase64 ? Convert.ToBase64String(body.ToMemory().Span) : body.ToString();

    private QueueDelivery Decode(string text)
    {
        QueueDelivery plain = new("", "", BinaryData.FromString(text), 0, default, default, default);
        if (!settings.IsBase64)
        {
            return plain;
        }

        try
        {
            return plain with { Body = BinaryData.FromBytes(Convert.FromBase64String(text)) };
        }
        catch (FormatException)
        {
            return plain with { Fault = "The message is not in base64, as host.json says it is." };
        }
    }
}
