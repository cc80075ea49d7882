using TradingBase.Execution;
using TradingBase.Journal;
using TradingBase.Markets;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Journal;

public sealed class PaperBookTests
{
    private static readonly Bar Tuesday = Some.Bar(new(2018, 1, 2, 0, 0, 0, TimeSpan.Zero));

    private readonly MemoryStateStore _store = new();

    [Fact]
    public async Task Add_SameIdTwice_KeepsTheFirst()
    {
        PaperBook book = new(_store);
        PaperOrder first = Accepted();

        Assert.Null(await book.FindAsync("id/1", default));
        await book.AddAsync(first, default);
        PaperOrder standing = await new PaperBook(_store).AddAsync(
            first with { AcceptedAt = Some.DeskTime.AddHours(1) }, default);

        Assert.Equal(Canonical.Json(first), Canonical.Json(standing));
        Assert.Single(await book.ReadOpenAsync(null, default));
        Assert.Single(await book.ReadOpenAsync(Some.Instrument().Id, default));
        Assert.Empty(await book.ReadOpenAsync(Some.Gold().Id, default));
    }

    [Fact]
    public async Task Change_Fill_MovesCashPositionAndOpenOrderTogether()
    {
        PaperBook book = new(_store);
        await book.DepositAsync("opening", "USD", 10_000m, default);
        await book.AddAsync(Accepted(), default);
        int submits = _store.Submits;

        await book.ChangeAsync("id/1", Tuesday, (order, _) => Filled(order, 4m), default);

        Assert.Equal(1, _store.Submits - submits);
        VenueAccount account = await book.ReadAccountAsync(Tuesday.KnownAt, Some.DeskTime, default);
        Assert.Equal(10_000m - 400m - 1m, account.Cash["USD"]);
        Assert.Equal(new VenuePosition(Some.Instrument().Id, 4m, 100m), Assert.Single(account.Positions));
        Assert.Equal(4m, Assert.Single(account.OpenOrders).Filled);
        Assert.Equal("id/1-1", Assert.Single(account.Fills).TradeId);
    }

    [Fact]
    public async Task Change_SecondFillOfABar_SeesWhatTheFirstUsed()
    {
        PaperBook book = new(_store);
        await book.AddAsync(Accepted(), default);
        await book.ChangeAsync("id/1", Tuesday, (order, _) => Filled(order, 4m), default);
        PaperRoom seen = default;

        await book.ChangeAsync(
            "id/1", Tuesday,
            (order, room) =>
            {
                seen = room;
                return order;
            },
            default);

        Assert.Equal(new PaperRoom(Used: 4m, Held: 4m), seen);
    }

    [Fact]
    public async Task ReadAccount_FillsFrom_CountsFromWhenTheBarBecameKnown()
    {
        PaperBook book = new(_store);
        await book.AddAsync(Accepted(), default);
        await book.ChangeAsync("id/1", Tuesday, (order, _) => Filled(order, 4m), default);

        Assert.Single((await book.ReadAccountAsync(Tuesday.KnownAt, Some.DeskTime, default)).Fills);
        Assert.Empty(
            (await book.ReadAccountAsync(Tuesday.KnownAt.AddTicks(1), Some.DeskTime, default)).Fills);
    }

    [Fact]
    public async Task Deposit_SameIdTwice_CountsOnce()
    {
        PaperBook book = new(_store);

        Assert.True(await book.DepositAsync("opening", "USD", 10m, default));
        Assert.False(await book.DepositAsync("opening", "USD", 11m, default));

        Assert.Equal(10m, (await book.ReadAccountAsync(default, Some.DeskTime, default)).Cash["USD"]);
    }

    [Fact]
    public async Task Change_OfTwoProcessesAtOnce_LosesNothing()
    {
        PaperBook[] books = [new(_store), new(_store), new(_store), new(_store)];
        foreach (int i in Enumerable.Range(0, 16))
        {
            await books[0].AddAsync(Accepted($"id/{i}"), default);
        }

        await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(() => books[i % 4].ChangeAsync(
            $"id/{i / 4}", Tuesday,
            (order, _) => order.Report.Fills.Count == 0 ? Filled(order, 4m) : order, default))));

        VenueAccount account = await books[0].ReadAccountAsync(default, Some.DeskTime, default);
        Assert.Equal(16, account.Fills.Count);
        Assert.Equal(64m, Assert.Single(account.Positions).Quantity);
        Assert.Equal(-16 * 401m, account.Cash["USD"]);
    }

    [Fact]
    public async Task ReadAccount_FillBetweenItsTwoReads_IsReadAgain()
    {
        PaperBook book = new(_store);
        await book.DepositAsync("opening", "USD", 10_000m, default);
        await book.AddAsync(Accepted(), default);
        SlyStore sly = new(_store, () =>
            book.ChangeAsync("id/1", Tuesday, (order, _) => Filled(order, 4m), default));

        VenueAccount account = await new PaperBook(sly).ReadAccountAsync(default, Some.DeskTime, default);

        Assert.Equal(4m, Assert.Single(account.Positions).Quantity);
        Assert.Single(account.Fills);
    }

    private static PaperOrder Accepted(string id = "id/1")
    {
        ProposedOrder order = Some.Order(id: id);
        return new(order, Some.Report(OrderStatus.Accepted, order), Some.DeskTime, Replayed: false);
    }

    private static PaperOrder Filled(PaperOrder order, decimal quantity)
    {
        Fill fill = Some.Fill(
            order.Order, quantity, 100m, $"{order.Order.ClientOrderId}-{order.Report.Fills.Count + 1}",
            fee: 1m, at: Tuesday.Start.AddHours(14));
        return order with
        {
            Report = order.Report with
            {
                Status = OrderStatus.PartiallyFilled, Fills = [.. order.Report.Fills, fill],
            },
        };
    }

    // Lets somebody else in once, after the account's first range was read.
    private sealed class SlyStore(IStateStore store, Func<Task> between) : IStateStore
    {
        private int _reads;

        public Task<StateRow?> FindAsync(string partition, string key, CancellationToken cancellationToken) =>
            store.FindAsync(partition, key, cancellationToken);

        public async Task<IReadOnlyList<StateRow>> ReadAsync(
            string partition, string? fromKey, string? toKey, int atMost, bool newestFirst,
            CancellationToken cancellationToken)
        {
            IReadOnlyList<StateRow> rows = await store.ReadAsync(
                partition, fromKey, toKey, atMost, newestFirst, cancellationToken);
            if (Interlocked.Increment(ref _reads) == 1)
            {
                await between();
            }

            return rows;
        }

        public Task<bool> TrySubmitAsync(
            string partition, IReadOnlyList<StateChange> changes, CancellationToken cancellationToken) =>
            store.TrySubmitAsync(partition, changes, cancellationToken);
    }
}
