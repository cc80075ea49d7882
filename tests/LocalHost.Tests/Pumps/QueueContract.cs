using System.Text;
using TradingBase.LocalHost.Pumps;

namespace TradingBase.LocalHost.Tests.Pumps;

/// <summary>What every queue must do.</summary>
public abstract class QueueContract
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);

    [SkippableFact]
    public async Task Receive_WhatWasSent_HasItsBodyAndCountsItsDeliveries()
    {
        IQueue queue = await OpenAsync("contract-receive");
        string id = await queue.SendAsync(new("{\"a\":\"ä\"}"), TimeSpan.Zero, default);

        QueueDelivery first = Assert.Single(await queue.ReceiveAsync(32, Lease, default));
        Assert.Empty(await queue.ReceiveAsync(32, Lease, default));
        await PassAsync(Lease);
        QueueDelivery second = Assert.Single(await queue.ReceiveAsync(32, Lease, default));

        Assert.Equal(id, first.Id);
        Assert.Equal("{\"a\":\"ä\"}", first.Body.ToString());
        Assert.Equal(1, first.DequeueCount);
        Assert.Equal(id, second.Id);
        Assert.Equal(2, second.DequeueCount);
        Assert.NotEqual(first.PopReceipt, second.PopReceipt);
    }

    [SkippableFact]
    public async Task Delete_WithTheReceiptOfAnEarlierDelivery_IsRefusedAndWithTheLastOneDone()
    {
        IQueue queue = await OpenAsync("contract-delete");
        await queue.SendAsync(new("x"), TimeSpan.Zero, default);
        QueueDelivery first = Assert.Single(await queue.ReceiveAsync(1, Lease, default));
        await PassAsync(Lease);
        QueueDelivery second = Assert.Single(await queue.ReceiveAsync(1, Lease, default));

        Assert.False(await queue.DeleteAsync(first, default));
        Assert.Equal(1, await queue.CountAsync(default));
        Assert.True(await queue.DeleteAsync(second, default));
        Assert.Equal(0, await queue.CountAsync(default));
        Assert.False(await queue.DeleteAsync(second, default));
    }

    [SkippableFact]
    public async Task UpdateVisibility_BeforeTheTimeIsOver_KeepsTheMessageAndZeroGivesItBack()
    {
        IQueue queue = await OpenAsync("contract-renew");
        await queue.SendAsync(new("x"), TimeSpan.Zero, default);
        QueueDelivery held = Assert.Single(await queue.ReceiveAsync(1, Lease, default));

        QueueDelivery? renewed = await queue.UpdateVisibilityAsync(held, TimeSpan.FromMinutes(5), default);
        await PassAsync(Lease);
        Assert.Empty(await queue.ReceiveAsync(1, Lease, default));
        Assert.Null(await queue.UpdateVisibilityAsync(held, TimeSpan.Zero, default));
        Assert.NotNull(await queue.UpdateVisibilityAsync(renewed!, TimeSpan.Zero, default));

        Assert.Equal(2, Assert.Single(await queue.ReceiveAsync(1, Lease, default)).DequeueCount);
    }

    [SkippableFact]
    public async Task Send_WithADelay_IsInvisibleUntilThen()
    {
        IQueue queue = await OpenAsync("contract-delay");
        await queue.SendAsync(new("later"), Lease, default);
        await queue.SendAsync(new("now"), TimeSpan.Zero, default);

        Assert.Equal("now", Assert.Single(await queue.PeekAsync(32, default)).Body.ToString());
        Assert.Equal(2, await queue.CountAsync(default));
        await PassAsync(Lease);

        Assert.Equal(2, (await queue.PeekAsync(32, default)).Count);
    }

    [SkippableFact]
    public async Task Move_ToAnotherQueue_TakesTheBodyUnchangedAndNeedsTheReceipt()
    {
        IQueue queue = await OpenAsync("contract-move");
        IQueue poison = await OpenAsync("contract-move-poison");
        byte[] body = [0, 1, 2, 254, 255, .. Encoding.UTF8.GetBytes("€")];
        await queue.SendAsync(new(body), TimeSpan.Zero, default);
        QueueDelivery lost = Assert.Single(await queue.ReceiveAsync(1, Lease, default));
        await PassAsync(Lease);
        QueueDelivery held = Assert.Single(await queue.ReceiveAsync(1, Lease, default));

        Assert.False(await queue.MoveAsync(lost, poison, "too late", default));
        Assert.Equal(0, await poison.CountAsync(default));
        Assert.True(await queue.MoveAsync(held, poison, "not JSON", default));

        Assert.Equal(0, await queue.CountAsync(default));
        QueueDelivery moved = Assert.Single(await poison.ReceiveAsync(1, Lease, default));
        Assert.Equal(body, moved.Body.ToArray());
        Assert.Equal(1, moved.DequeueCount);
    }

    [SkippableFact]
    public async Task Receive_ManyConsumersAtOnce_HandOutEachMessageOnce()
    {
        IQueue queue = await OpenAsync("contract-many");
        await Task.WhenAll(Enumerable.Range(0, 100)
            .Select(i => queue.SendAsync(new($"{i}"), TimeSpan.Zero, default)));

        using CancellationTokenSource limit = new(Patience.Limit);
        List<string>[] shares = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            List<string> share = [];
            while (await queue.ReceiveAsync(7, TimeSpan.FromMinutes(5), limit.Token) is { Count: > 0 } got)
            {
                share.AddRange(got.Select(delivery => delivery.Body.ToString()));
            }

            return share;
        })));

        Assert.Equal(
            Enumerable.Range(0, 100),
            shares.SelectMany(share => share).Select(int.Parse).Order());
    }

    [SkippableFact]
    public async Task Wait_ForAMessageSentHere_EndsAtOnce()
    {
        IQueue queue = await OpenAsync("contract-wait");
        Task waiting = queue.WaitAsync(default);
        await queue.SendAsync(new("x"), TimeSpan.Zero, default);

        await waiting.WaitAsync(Patience.Limit);

        Assert.Single(await queue.ReceiveAsync(1, Lease, default));
    }

    [SkippableFact]
    public async Task Send_LargerThanAStorageQueueTakes_IsRefusedAndTheLargestIsNot()
    {
        IQueue queue = await OpenAsync("contract-large");
        await queue.SendAsync(new(new byte[48 * 1024]), TimeSpan.Zero, default);

        await Assert.ThrowsAsync<ArgumentException>(
            () => queue.SendAsync(new(new byte[(48 * 1024) + 1]), TimeSpan.Zero, default));

        Assert.Equal(48 * 1024, Assert.Single(await queue.PeekAsync(1, default)).Body.ToArray().Length);
    }

    /// <summary>Opens an empty queue.</summary>
    internal abstract Task<IQueue> OpenAsync(string name);

    /// <summary>Lets time pass.</summary>
    internal abstract Task PassAsync(TimeSpan time);
}
