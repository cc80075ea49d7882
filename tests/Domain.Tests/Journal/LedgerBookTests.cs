using TradingBase.Journal;
using TradingBase.Portfolio;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Journal;

public sealed class LedgerBookTests
{
    private readonly MemoryStateStore _store = new();
    private readonly LedgerBook _ledger;

    public LedgerBookTests() => _ledger = new(_store);

    [Fact]
    public async Task Post_Deposit_IsCashAndDeposited()
    {
        Assert.True(await _ledger.PostAsync(Some.Deposit(1_000m), default));
        Assert.True(await _ledger.PostAsync(Some.Deposit(-250.50m, id: "2"), default));

        LedgerBalances balances = await _ledger.ReadAsync(default);

        Assert.Equal(749.50m, balances.Cash["USD"]);
        Assert.Equal(749.50m, balances.Deposited["USD"]);
        Assert.Empty(balances.Positions);
    }

    [Fact]
    public async Task Post_SameIdTwice_ChangesNothing()
    {
        Assert.True(await _ledger.PostAsync(Some.Deposit(1_000m), default));
        Assert.True(await _ledger.PostFillAsync(Some.Dealt(), default));
        IReadOnlyList<StateRow> before = _store.All();

        Assert.False(await _ledger.PostAsync(Some.Deposit(1_000m), default));
        Assert.False(await _ledger.PostFillAsync(Some.Dealt(), default));

        Assert.Equal(before.Select(row => row.Version), _store.All().Select(row => row.Version));
    }

    [Fact]
    public async Task PostFill_Buy_MovesCashUnitsAndFee()
    {
        await _ledger.PostFillAsync(Some.Dealt(quantity: 10m, price: 100.25m, fee: 1.5m), default);

        LedgerBalances balances = await _ledger.ReadAsync(default);
        LedgerEntry entry = await EntryAsync("fill:AAPL@us-equities:t1");

        Assert.Equal(-1_004m, balances.Cash["USD"]);
        Assert.Equal(
            new Position(new("AAPL", "us-equities"), "USD", 1, 10, 100.25m, 100.25m, Some.DeskTime),
            Assert.Single(balances.Positions));
        Assert.Equal(
            [
                new("position", "AAPL@us-equities", 10m), new("trading", "AAPL@us-equities", -10m),
                new("cash", "USD", -1_002.50m), new("cost:AAPL@us-equities", "USD", 1_002.50m),
                new("cash", "USD", -1.5m), new("fees:AAPL@us-equities", "USD", 1.5m),
            ],
            entry.Postings);
    }

    [Fact]
    public async Task PostFill_WithoutFee_HasNoFeePosting()
    {
        await _ledger.PostFillAsync(Some.Dealt(fee: 0m), default);

        Assert.DoesNotContain(
            (await EntryAsync("fill:AAPL@us-equities:t1")).Postings, posting => posting.Account.StartsWith("fees", StringComparison.Ordinal));
    }

    [Fact]
    public async Task PostFill_FeeInAnotherCurrency_TakesItFromThatCash()
    {
        await _ledger.PostFillAsync(
            Some.Dealt(symbol: "EURJPY", market: "fx", currency: "JPY", quantity: 100m, price: 130m, fee: 2m, feeCurrency: "USD"),
            default);

        LedgerBalances balances = await _ledger.ReadAsync(default);

        Assert.Equal((-13_000m, -2m), (balances.Cash["JPY"], balances.Cash["USD"]));
        Assert.Equal(100m, Assert.Single(balances.Positions).Quantity);
    }

    [Fact]
    public async Task PostFill_FeeInTheCoinThatWasBought_ReducesTheUnits()
    {
        await _ledger.PostFillAsync(
            Some.Dealt(symbol: "BTCUSD", market: "crypto-spot", quantity: 1m, price: 50_000m, fee: 0.001m, feeCurrency: "BTC"),
            default);

        LedgerBalances balances = await _ledger.ReadAsync(default);

        Assert.Equal(-50_000m, balances.Cash["USD"]);
        Assert.Equal(["USD"], balances.Cash.Keys);
        Assert.Equal(0.999m, Assert.Single(balances.Positions).Quantity);
        Assert.Null(await _ledger.FindImbalanceAsync(default));
    }

    [Fact]
    public async Task PostFill_SoldAgain_LeavesNoPosition()
    {
        await _ledger.PostFillAsync(Some.Dealt("t1"), default);
        await _ledger.PostFillAsync(Some.Dealt("t2", side: OrderSide.Sell, price: 101m), default);

        LedgerBalances balances = await _ledger.ReadAsync(default);

        Assert.Equal(8m, balances.Cash["USD"]);
        Assert.Empty(balances.Positions);
        Assert.Null(await _ledger.FindImbalanceAsync(default));
    }

    [Fact]
    public async Task PostFill_SameTradeIdOfAnotherInstrument_IsAnotherFill()
    {
        Assert.True(await _ledger.PostFillAsync(Some.Dealt("1", "AAPL"), default));
        Assert.True(await _ledger.PostFillAsync(Some.Dealt("1", "MSFT"), default));

        Assert.Equal(["AAPL", "MSFT"], (await _ledger.ReadAsync(default)).Positions.Select(held => held.Instrument.Symbol));
    }

    [Fact]
    public async Task Post_WhileAnotherProcessPosts_CountsBoth()
    {
        LedgerBook other = new(_store);
        bool met = false;
        _store.BeforeSubmit = async (_, _) =>
        {
            if (!met)
            {
                met = true;
                await other.PostAsync(Some.Deposit(5m, id: "theirs"), default);
            }
        };

        Assert.True(await _ledger.PostAsync(Some.Deposit(3m, id: "ours"), default));

        Assert.Equal(8m, (await _ledger.ReadAsync(default)).Cash["USD"]);
    }

    [Fact]
    public async Task Post_StoreLost_KeepsNothing()
    {
        await _ledger.PostAsync(Some.Deposit(), default);
        _store.BeforeSubmit = (_, _) => throw new StateUnavailableException("memory", "it was planned.");

        await Assert.ThrowsAsync<StateUnavailableException>(
            () => _ledger.PostFillAsync(Some.Dealt(), default));

        Assert.Equal(1_000m, (await _ledger.ReadAsync(default)).Cash["USD"]);
        Assert.Null(await _ledger.FindImbalanceAsync(default));
    }

    [Theory]
    [InlineData("balance:cash:USD")]
    [InlineData("balance:deposited:USD")]
    [InlineData("balance:position:AAPL@us-equities")]
    [InlineData("entry:deposit:1")]
    [InlineData("result:fees:AAPL@us-equities:USD")]
    [InlineData("entry:fill:AAPL@us-equities:t1")]
    public async Task FindImbalance_ARowRemoved_IsFound(string key)
    {
        await _ledger.PostAsync(Some.Deposit(), default);
        await _ledger.PostFillAsync(Some.Dealt(), default);
        Assert.Null(await _ledger.FindImbalanceAsync(default));
        _store.Tamper("ledger:paper", key, null);

        Assert.NotNull(await _ledger.FindImbalanceAsync(default));
    }

    [Theory]
    [InlineData("balance:cash:USD", "-1", "-2")]
    [InlineData("balance:cash:USD", "{", "[")]
    [InlineData("balance:position:AAPL@us-equities", "\"quantity\":10", "\"quantity\":11")]
    [InlineData("balance:position:AAPL@us-equities", "\"averagePrice\":100", "\"averagePrice\":101")]
    [InlineData("result:fees:AAPL@us-equities:USD", "-1", "-2")]
    [InlineData("entry:fill:AAPL@us-equities:t1", "-1000", "-1001")]
    [InlineData("entry:fill:AAPL@us-equities:t1", "fill:AAPL", "fill:MSFT")]
    public async Task FindImbalance_ARowChanged_NamesIt(string key, string from, string to)
    {
        await _ledger.PostFillAsync(Some.Dealt(), default);
        StateRow row = (await _store.FindAsync("ledger:paper", key, default))!;
        string text = System.Text.Encoding.UTF8.GetString(row.Value.Span);
        Assert.Contains(from, text, StringComparison.Ordinal);
        _store.Tamper("ledger:paper", key, System.Text.Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal)));

        string? imbalance = await _ledger.FindImbalanceAsync(default);

        Assert.Contains(key.Split(':', 2)[1], imbalance, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindImbalance_BookThatNeverStandsStill_EndsInAnException()
    {
        SteadilyChanging restless = new(_store, _ledger);

        await Assert.ThrowsAsync<StateContentionException>(
            () => new LedgerBook(restless).FindImbalanceAsync(default));
    }

    [Fact]
    public async Task Post_ManyAtOnceFromTwoProcesses_TotalsAreRight()
    {
        LedgerBook[] books = [_ledger, new(_store)];
        const int Tasks = 8, Each = 100;

        await Task.WhenAll(Enumerable.Range(0, Tasks).Select(task => Task.Run(async () =>
        {
            for (int i = 0; i < Each; i++)
            {
                string symbol = i % 2 == 0 ? "AAPL" : "MSFT";
                await books[task % 2].PostFillAsync(
                    Some.Dealt($"{task}-{i}", symbol, quantity: 1m, price: 10m, fee: 0.01m), default);
            }
        })));

        LedgerBalances balances = await _ledger.ReadAsync(default);
        Assert.Equal(-Tasks * Each * 10.01m, balances.Cash["USD"]);
        Assert.Equal([400m, 400m], balances.Positions.Select(held => held.Quantity));
        Assert.Null(await _ledger.FindImbalanceAsync(default));
    }

    private async Task<LedgerEntry> EntryAsync(string id) =>
        (await _store.FindRecordAsync<LedgerEntry>("ledger:paper", "entry:" + id, default))!;

    /// <summary>Between any two reads somebody posts.</summary>
    private sealed class SteadilyChanging(IStateStore store, LedgerBook ledger) : IStateStore
    {
        private int _posted;

        public Task<StateRow?> FindAsync(string partition, string key, CancellationToken cancellationToken) =>
            store.FindAsync(partition, key, cancellationToken);

        public async Task<IReadOnlyList<StateRow>> ReadAsync(
            string partition, string? fromKey, string? toKey, int atMost, bool newestFirst,
            CancellationToken cancellationToken)
        {
            await ledger.PostAsync(Some.Deposit(1m, id: $"d{_posted++}"), cancellationToken);
            return await store.ReadAsync(partition, fromKey, toKey, atMost, newestFirst, cancellationToken);
        }

        public Task<bool> TrySubmitAsync(
            string partition, IReadOnlyList<StateChange> changes, CancellationToken cancellationToken) =>
            store.TrySubmitAsync(partition, changes, cancellationToken);
    }
}
