using TradingBase.Journal;
using TradingBase.Portfolio;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Journal;

public sealed class LedgerEventsTests
{
    private static readonly InstrumentId Apple = new("AAPL", "us-equities");

    private readonly MemoryStateStore _store = new();
    private readonly LedgerBook _ledger;

    public LedgerEventsTests() => _ledger = new(_store);

    [Fact]
    public async Task Split_FourForOne_KeepsWhatThePositionCostAndItsWorth()
    {
        await _ledger.PostFillAsync(Some.Dealt(quantity: 10m, price: 100m), default);

        Assert.True(await _ledger.PostAsync(
            LedgerEvents.Split("paper", Apple, 4, 1, Some.DeskTime.AddDays(1)), default));

        Position held = Assert.Single((await _ledger.ReadAsync(default)).Positions);
        Assert.Equal((40m, 25m, 25m), (held.Quantity, held.AveragePrice, held.LastPrice));
        Assert.Null(await _ledger.FindImbalanceAsync(default));
    }

    [Fact]
    public async Task Split_OfWhatWasNotHeld_IsToldOnceAndTouchesNoLaterPurchase()
    {
        LedgerEvent split = LedgerEvents.Split("paper", Apple, 4, 1, Some.DeskTime);
        Assert.True(await _ledger.PostAsync(split, default));
        await _ledger.PostFillAsync(Some.Dealt(quantity: 10m), default);

        Assert.False(await _ledger.PostAsync(split, default));

        Assert.Equal(10m, Assert.Single((await _ledger.ReadAsync(default)).Positions).Quantity);
    }

    [Fact]
    public async Task PayDividend_SharesBoughtAtTheExDate_GetNothing()
    {
        DateTimeOffset exAt = Some.DeskTime.AddDays(2);
        await _ledger.PostFillAsync(Some.Dealt("t1", quantity: 10m, fee: 0m), default);
        await _ledger.PostFillAsync(Some.Dealt("t2", quantity: 5m, fee: 0m, at: exAt), default);
        await _ledger.PostFillAsync(
            Some.Dealt("t3", side: OrderSide.Sell, quantity: 8m, fee: 0m, at: exAt.AddDays(1)), default);
        decimal before = (await _ledger.ReadAsync(default)).Cash["USD"];

        Assert.True(await PayAsync(exAt));
        Assert.False(await PayAsync(exAt));

        Assert.Equal(before + 2.5m, (await _ledger.ReadAsync(default)).Cash["USD"]);
        Assert.Contains(
            new LedgerResult("income", Apple, "USD", 2.5m), await _ledger.ReadResultsAsync("paper", default));
    }

    [Fact]
    public async Task Conversion_EachCurrency_IsInBalanceThroughTheTradingAccount()
    {
        await _ledger.PostAsync(
            LedgerEvents.Conversion("paper", "c1", "USD", 110m, "EUR", 100m, Some.DeskTime), default);

        LedgerBalances balances = await _ledger.ReadAsync(default);
        LedgerEntry entry = (await _store.FindRecordAsync<LedgerEntry>("ledger:paper", "entry:conversion:c1", default))!;
        Assert.Equal((-110m, 100m), (balances.Cash["USD"], balances.Cash["EUR"]));
        Assert.Equal(
            [
                new("cash", "USD", -110m), new("trading", "USD", 110m), new("cash", "EUR", 100m),
                new("trading", "EUR", -100m),
            ],
            entry.Postings);
        Assert.Throws<ArgumentException>(
            () => LedgerEvents.Conversion("paper", "c2", "USD", 1m, "USD", 1m, Some.DeskTime));
    }

    [Fact]
    public async Task Results_OfEveryKind_AreKeptByInstrumentAndCurrency()
    {
        await _ledger.PostFillAsync(Some.Dealt("t1", quantity: 10m, price: 100m, fee: 1m), default);
        await _ledger.PostFillAsync(
            Some.Dealt("t2", side: OrderSide.Sell, quantity: 4m, price: 110m, fee: 2m, feeCurrency: "EUR"), default);
        await _ledger.PostAsync(LedgerEvents.Funding("paper", Apple, "USD", -0.5m, Some.DeskTime), default);
        await _ledger.PostAsync(LedgerEvents.Interest("paper", "USD", 3m, Some.DeskTime), default);
        await _ledger.PostAsync(LedgerEvents.Fee("paper", "data", "USD", 7m, Some.DeskTime, "Data."), default);
        await _ledger.PostAsync(
            LedgerEvents.Adjustment("paper", "a1", "USD", -0.01m, "Ada", "Rounding.", Some.DeskTime), default);
        await _ledger.PostAsync(LedgerEvents.InferenceCost("cycle-1", 0.25m, Some.DeskTime), default);

        Assert.Equal(
            [
                new("adjustments", null, "USD", -0.01m), new("fees", Apple, "EUR", -2m),
                new("fees", Apple, "USD", -1m), new("fees", null, "USD", -7m), new("income", Apple, "USD", -0.5m),
                new("interest", null, "USD", 3m), new("realised", Apple, "USD", 40m),
            ],
            await _ledger.ReadResultsAsync("paper", default));
        Assert.Equal(
            [new LedgerResult("inference", null, "USD", -0.25m)],
            await _ledger.ReadResultsAsync(LedgerEvents.DeskAccount, default));
        Assert.Equal(["desk", "paper"], await _ledger.ListAccountsAsync(default));
        Assert.Null(await _ledger.FindImbalanceAsync(default));
    }

    [Fact]
    public async Task DepositUnits_AtAPrice_OpenAPositionAndCountAsDeposited()
    {
        await _ledger.PostAsync(
            LedgerEvents.DepositUnits("kraken", "adopted", Units(10m, 50m), "Adopted."), default);

        LedgerBalances balances = await _ledger.ReadAsync("kraken", default);
        Assert.Equal((10m, 50m), (balances.Positions[0].Quantity, balances.Positions[0].AveragePrice));
        Assert.Equal(500m, balances.Deposited["USD"]);
        Assert.Empty(balances.Cash);
        Assert.Empty((await _ledger.ReadAsync("paper", default)).Positions);
    }

    [Fact]
    public async Task AdjustmentOfUnits_ByAPerson_MovesNoCash()
    {
        await _ledger.PostFillAsync(Some.Dealt(quantity: 10m, price: 100m, fee: 0m), default);

        await _ledger.PostAsync(
            LedgerEvents.AdjustmentOfUnits("paper", "a1", Units(-1m, 120m), "Ada", "Lost one."), default);

        LedgerBalances balances = await _ledger.ReadAsync(default);
        Assert.Equal((9m, -1_000m), (Assert.Single(balances.Positions).Quantity, balances.Cash["USD"]));
        Assert.Contains(
            new LedgerResult("realised", Apple, "USD", 20m), await _ledger.ReadResultsAsync("paper", default));
        Assert.Throws<ArgumentException>(
            () => LedgerEvents.AdjustmentOfUnits("paper", "a2", Units(1m, 1m), " ", "Nobody."));
    }

    [Fact]
    public async Task PostFill_OnAHedgingAccount_ReduceOnlyClosesTheOtherSideAndNothingElseDoes()
    {
        LedgerBook hedging = new(_store, new() { HedgingMarkets = new HashSet<string> { "us-equities" } });
        await hedging.PostFillAsync(Some.Dealt("t1", quantity: 10m, price: 100m, fee: 0m), default);
        await hedging.PostFillAsync(
            Some.Dealt("t2", side: OrderSide.Sell, quantity: 4m, price: 110m, fee: 0m), default);
        await hedging.PostFillAsync(
            Some.Dealt("t3", side: OrderSide.Sell, quantity: 12m, price: 120m, fee: 0m) with { ReduceOnly = true }, default);

        LedgerBalances balances = await hedging.ReadAsync("paper", default);

        // 10 were closed, the 2 beyond them are short with the 4.
        Position only = Assert.Single(balances.Positions);
        Assert.Equal((PositionLeg.ShortSide, -6m), (only.Leg, only.Quantity));
        Assert.Equal(680m / 6, only.AveragePrice);
        Assert.Contains(
            new LedgerResult("realised", Apple, "USD", 200m), await hedging.ReadResultsAsync("paper", default));
        Assert.Null(await hedging.FindImbalanceAsync(default));
    }

    [Fact]
    public async Task Post_TwoVenues_KeepTheirOwnAccountsAndTrades()
    {
        Assert.True(await _ledger.PostFillAsync(Some.Dealt("t1", fee: 0m, venue: "kraken"), default));
        Assert.True(await _ledger.PostFillAsync(
            Some.Dealt("t1", side: OrderSide.Sell, quantity: 4m, fee: 0m, price: 90m), default));

        Position net = Assert.Single((await _ledger.ReadAsync(default)).Positions);

        Assert.Equal((6m, 100m), (net.Quantity, net.AveragePrice));
        Assert.Equal(10m, (await _ledger.ReadAsync("kraken", default)).Positions[0].Quantity);
        Assert.Equal(-4m, (await _ledger.ReadAsync("paper", default)).Positions[0].Quantity);
        Assert.True(await _ledger.HasFillAsync(Some.Dealt("t1", venue: "kraken"), default));
        Assert.False(await _ledger.HasFillAsync(Some.Dealt("t1", venue: "alpaca"), default));
    }

    private static Trade Units(decimal quantity, decimal price) =>
        new(Apple, "USD", 1m, quantity, price, 0m, "USD", Some.DeskTime);

    private Task<bool> PayAsync(DateTimeOffset exAt) => _ledger.PayDividendAsync(
        "paper", Apple, "USD", 0.25m, exAt, exAt.AddDays(14), default);
}
