using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;
using TradingBase.LocalHost.Pumps;
using TradingBase.LocalHost.Storage;
using TradingBase.LocalHost.Tests.Pumps;
using TradingBase.Testing;

namespace TradingBase.LocalHost.Tests.Storage;

public sealed class SqliteQueueTests : QueueContract, IDisposable
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private readonly TempFolder _folder = new();
    private readonly ManualClock _clock = new(PumpRoom.Start);
    private StoreFile? _store;

    private StoreFile Store => _store ??= StoreFile.Open(
        _folder.File("store.db"), [new SqliteQueueSchema()], NullLoggerFactory.Instance);

    public void Dispose()
    {
        _store?.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Reopen_WithAMessageInHand_GivesItOutAtOnceAndCountsOn()
    {
        SqliteQueue queue = new(Store, "orders", _clock);
        await queue.SendAsync(new("in hand"), TimeSpan.Zero, default);
        await queue.SendAsync(new("delayed"), TimeSpan.FromHours(1), default);
        QueueDelivery before = Assert.Single(await queue.ReceiveAsync(1, Lease, default));
        Reopen();

        SqliteQueue again = new(Store, "orders", _clock);
        QueueDelivery after = Assert.Single(await again.ReceiveAsync(32, Lease, default));

        Assert.Equal("in hand", after.Body.ToString());
        Assert.Equal(2, after.DequeueCount);
        Assert.False(await again.DeleteAsync(before, default));
        Assert.True(await again.DeleteAsync(after, default));
        Assert.Equal(1, await again.CountAsync(default));
    }

    [Fact]
    public async Task Receive_InOrderOfSending_OldestFirst()
    {
        SqliteQueue queue = new(Store, "orders", _clock);
        for (int i = 0; i < 10; i++)
        {
            await queue.SendAsync(new($"{i}"), TimeSpan.Zero, default);
            _clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        IReadOnlyList<QueueDelivery> got = await queue.ReceiveAsync(32, Lease, default);

        Assert.Equal(
            Enumerable.Range(0, 10).Select(i => $"{i}"),
            got.Select(delivery => delivery.Body.ToString()));
    }

    [Fact]
    public async Task Move_WithAReason_KeepsItBesideTheMessage()
    {
        SqliteQueue queue = new(Store, "orders", _clock);
        SqliteQueue poison = new(Store, "orders-poison", _clock);
        await queue.SendAsync(new("x"), TimeSpan.Zero, default);
        QueueDelivery held = Assert.Single(await queue.ReceiveAsync(1, Lease, default));

        await queue.MoveAsync(held, poison, "JsonException: 'x' is no JSON", default);
        Reopen();

        QueueDelivery moved = Assert.Single(
            await new SqliteQueue(Store, "orders-poison", _clock).ReceiveAsync(1, Lease, default));
        Assert.Equal("JsonException: 'x' is no JSON", moved.Reason);
        Assert.Equal(held.Id, moved.Id);
    }

    [Fact]
    public async Task Receive_FromAnEmptyQueue_CommitsNothing()
    {
        SqliteQueue queue = new(Store, "orders", _clock);

        Assert.Empty(await queue.ReceiveAsync(32, Lease, default));

        Assert.Equal(0, Store.Writer.Commits);
    }

    [Fact]
    public async Task Wait_ForADelayedMessage_EndsWhenItIsVisible()
    {
        SqliteQueue queue = new(Store, "orders", _clock);
        await queue.SendAsync(new("x"), TimeSpan.FromMinutes(1), default);
        await queue.WaitAsync(default);
        Task waiting = queue.WaitAsync(default);

        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.False(waiting.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));

        await waiting.WaitAsync(Patience.Limit);
        Assert.Single(await queue.ReceiveAsync(1, Lease, default));
    }

    // A model: sets of bodies that are visible or in hand. Whatever is done in whatever order, with the
    // file closed
    // and opened in between, no message is lost, none is in two hands, and only deleting ends one.
    [Fact]
    public void AnySequence_WithReopenings_LosesNothingAndHandsOutNothingTwice() => FsCheck.Check.One(
        FsCheck.Config.QuickThrowOnFailure.WithMaxTest(25),
        Prop.ForAll(
            Gen.Choose(0, 5).ListOf(40).ToArbitrary(),
            steps => Walk([.. steps]).GetAwaiter().GetResult()));

    internal override Task<IQueue> OpenAsync(string name) =>
        Task.FromResult<IQueue>(new SqliteQueue(Store, name, _clock));

    internal override Task PassAsync(TimeSpan time)
    {
        _clock.Advance(time);
        return Task.CompletedTask;
    }

    private async Task<bool> Walk(IReadOnlyList<int> steps)
    {
        string name = $"walk-{Guid.NewGuid():N}";
        HashSet<string> alive = [];
        Dictionary<string, QueueDelivery> hands = [];
        foreach (int step in steps)
        {
            SqliteQueue queue = new(Store, name, _clock);
            switch (step)
            {
                case 0 or 1:
                    alive.Add(await queue.SendAsync(new("x"), TimeSpan.Zero, default));
                    break;
                case 2:
                    IReadOnlyList<QueueDelivery> got = await queue.ReceiveAsync(2, Lease, default);
                    Assert.All(got, delivery => Assert.True(hands.TryAdd(delivery.Id, delivery)));
                    Assert.Equal(Math.Min(2, alive.Count - hands.Count + got.Count), got.Count);
                    break;
                case 3 when hands.Count > 0:
                    QueueDelivery held = hands.Values.First();
                    Assert.True(await queue.DeleteAsync(held, default));
                    hands.Remove(held.Id);
                    alive.Remove(held.Id);
                    break;
                case 4:
                    _clock.Advance(Lease);
                    hands.Clear();
                    break;
                case 5:
                    Reopen();
                    hands.Clear();
                    break;
            }

            Assert.Equal(alive.Count, await new SqliteQueue(Store, name, _clock).CountAsync(default));
        }

        return true;
    }

    private void Reopen()
    {
        _store?.Dispose();
        _store = null;
    }
}
