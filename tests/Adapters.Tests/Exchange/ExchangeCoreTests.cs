using TradingBase.Testing;
using TradingBase.Testing.Exchange;

namespace TradingBase.Adapters.Tests.Exchange;

public sealed class ExchangeCoreTests
{
    private readonly ManualClock _clock = new(Market.Start);

    [Fact]
    public void Place_MarketBuy_PaysAskAndFeeOutOfFreeMoney()
    {
        ExchangeCore core = Market.Core(_clock);

        ExchangeOrder order = core.Place(Market.Buy(2)).Order!;

        Assert.Equal((ExchangeOrderState.Filled, 100.01m), (order.State, order.MeanPrice));
        Assert.Equal(10_000m - 200.02m - 0.20002m, core.Ledger[ExchangeLedger.Free, "USDT"]);
        Assert.Equal(12m, core.Ledger[ExchangeLedger.Free, "BTC"]);
        Assert.Empty(core.Audit());
    }

    [Fact]
    public void Place_MarketBuyWithFeeInWhatIsReceived_HoldsLessThanWasBought()
    {
        ExchangeCore core = Market.Core(_clock, symbol: Market.Bitcoin(feeInReceived: true));

        ExchangeTrade trade = core.Place(Market.Buy(1)).Order!.Trades[0];

        Assert.Equal((0.001m, "BTC"), (trade.Fee, trade.FeeAsset));
        Assert.Equal(10.999m, core.Ledger[ExchangeLedger.Free, "BTC"]);
    }

    [Fact]
    public void Place_MarketBuyBeyondTheBestLevel_WalksUpAndExpiresTheRest()
    {
        ExchangeCore core = Market.Core(
            _clock, path: PricePaths.Flat(Market.Start, 9.99m, 10.01m, 3));

        ExchangeOrder order = core.Place(Market.Buy(20)).Order!;

        Assert.Equal(
            [10.01m, 10.02m, 10.03m, 10.04m, 10.05m, 10.06m], order.Trades.Select(trade => trade.Price));
        Assert.Equal((18m, ExchangeOrderState.Expired), (order.Filled, order.State));
        Assert.Empty(core.Audit());
    }

    [Fact]
    public void Place_LimitBelowTheAsk_LocksAndTradesAtItsLimitWhenThePriceComes()
    {
        ExchangeCore core = Market.Core(_clock, path:
        [
            new(Market.Start, 99.99m, 100.01m, 100), new(Market.Start.AddSeconds(5), 98.90m, 98.92m, 0.4m),
            new(Market.Start.AddSeconds(9), 98.90m, 98.92m, 5m),
        ]);
        ExchangeOrder order = core.Place(Market.Buy(1, 99m)).Order!;
        Assert.Equal(99m * 1.001m, core.Ledger[ExchangeLedger.Locked, "USDT"]);

        _clock.Advance(TimeSpan.FromSeconds(5));
        core.Advance();
        Assert.Equal((ExchangeOrderState.Partial, 0.4m), (order.State, order.Filled));
        _clock.Advance(TimeSpan.FromSeconds(5));
        core.Advance();

        Assert.Equal((ExchangeOrderState.Filled, 99m), (order.State, order.MeanPrice));
        Assert.Equal(
            [Market.Start.AddSeconds(5), Market.Start.AddSeconds(9)], order.Trades.Select(trade => trade.At));
        Assert.All(order.Trades, trade => Assert.True(trade.IsMaker));
        Assert.Equal(0, core.Ledger[ExchangeLedger.Locked, "USDT"]);
        Assert.Empty(core.Audit());
    }

    [Fact]
    public void Place_AtOnceOrCancelAndAllOrNothing_DifferWhenThereIsTooLittle()
    {
        ExchangeCore core = Market.Core(_clock, path: PricePaths.Flat(Market.Start, 99.99m, 100.01m, 3));

        ExchangeOrder some = core.Place(
            Market.Buy(5, 100.01m) with { Validity = ExchangeValidity.AtOnceOrCancel }).Order!;
        ExchangeOrder none = core.Place(
            Market.Sell(5, 99.99m) with { Validity = ExchangeValidity.AllOrNothing }).Order!;

        Assert.Equal((3m, ExchangeOrderState.Expired), (some.Filled, some.State));
        Assert.Equal((0m, ExchangeOrderState.Expired), (none.Filled, none.State));
        Assert.Empty(core.Audit());
    }

    [Fact]
    public void Place_Stop_WaitsForItsPriceAndThenTakes()
    {
        ExchangeCore core = Market.Core(_clock, path:
        [
            new(Market.Start, 99.99m, 100.01m, 100), new(Market.Start.AddSeconds(1), 94.99m, 95.01m, 100),
        ]);
        ExchangeOrder order = core.Place(new(
            "BTCUSDT", "stop", false, ExchangeOrderKind.Stop, 1) { Stop = 95m }).Order!;
        Assert.Equal(ExchangeOrderState.Waiting, order.State);

        _clock.Advance(TimeSpan.FromSeconds(1));
        core.Advance();

        Assert.Equal((ExchangeOrderState.Filled, 94.99m), (order.State, order.MeanPrice));
        Assert.Empty(core.Audit());
    }

    [Theory]
    [InlineData(1, 99.999, ExchangeRefusal.Price)]
    [InlineData(0.0005, 99, ExchangeRefusal.Quantity)]
    [InlineData(1.0005, 99, ExchangeRefusal.Quantity)]
    [InlineData(0.05, 99, ExchangeRefusal.Notional)]
    [InlineData(1000, 99, ExchangeRefusal.Funds)]
    [InlineData(1, -99, ExchangeRefusal.Price)]
    public void Place_AgainstAFilter_IsRefused(double quantity, double limit, ExchangeRefusal refusal)
    {
        ExchangeCore core = Market.Core(_clock);

        ExchangePlacement placed = core.Place(Market.Buy((decimal)quantity, (decimal)limit));

        Assert.Equal(refusal, placed.Refusal);
        Assert.Empty(core.Orders);
    }

    [Theory]
    [InlineData(ExchangeIdRule.UniqueWhileOpen, true, ExchangeRefusal.DuplicateId, 1)]
    [InlineData(ExchangeIdRule.UniqueWhileOpen, false, null, 2)]
    [InlineData(ExchangeIdRule.UniqueForever, false, ExchangeRefusal.DuplicateId, 1)]
    [InlineData(ExchangeIdRule.GivesTheFirst, false, null, 1)]
    [InlineData(ExchangeIdRule.Ignored, true, null, 2)]
    public void Place_AnIdThatWasSeen_FollowsTheVenuesRule(
        ExchangeIdRule rule, bool open, ExchangeRefusal? refusal, int orders)
    {
        ExchangeCore core = Market.Core(_clock, rule);
        ExchangeTicket ticket = Market.Buy(1, open ? 90m : 100.01m, "same");
        core.Place(ticket);

        ExchangePlacement again = core.Place(ticket);

        Assert.Equal(refusal, again.Refusal);
        Assert.Equal(orders, core.Orders.Count);
        Assert.Equal(orders > 1 ? ["same"] : [], core.FindDoubles());
    }

    [Fact]
    public void ArmDeadMan_NotToldAgain_TakesAllBackInTime()
    {
        ExchangeCore core = Market.Core(_clock);
        ExchangeOrder order = core.Place(Market.Buy(1, 90m)).Order!;
        core.ArmDeadMan(TimeSpan.FromSeconds(60));
        _clock.Advance(TimeSpan.FromSeconds(40));
        core.ArmDeadMan(TimeSpan.FromSeconds(60));

        _clock.Advance(TimeSpan.FromSeconds(59));
        core.Advance();
        Assert.True(order.IsOpen);
        _clock.Advance(TimeSpan.FromSeconds(1));
        core.Advance();

        Assert.Equal(
            (ExchangeOrderState.Canceled, Market.Start.AddSeconds(100)), (order.State, order.UpdatedAt));
    }

    [Fact]
    public void ArmDeadMan_Disarmed_LeavesOrders()
    {
        ExchangeCore core = Market.Core(_clock);
        ExchangeOrder order = core.Place(Market.Buy(1, 90m)).Order!;
        core.ArmDeadMan(TimeSpan.FromSeconds(60));
        core.ArmDeadMan(null);

        _clock.Advance(TimeSpan.FromHours(1));
        core.Advance();

        Assert.True(order.IsOpen);
    }

    [Fact]
    public void Split_TwoForOne_DoublesWhatIsHeldAndHalvesThePrice()
    {
        ExchangeCore core = Market.Core(_clock);
        core.Place(Market.Sell(4, 110m));

        core.Split("BTCUSDT", 2);

        Assert.Equal(20m, core.Ledger.Total("BTC"));
        Assert.Equal(50.005m, core.QuoteOf("BTCUSDT")!.Value.Ask);
        Assert.Empty(core.Audit());
    }

    [Fact]
    public void Place_AtANegativePrice_PaysTheBuyerWhereTheMarketAllowsIt()
    {
        ExchangeSymbol oil = Market.Bitcoin() with { AllowsNegativePrice = true };
        ExchangeCore core = Market.Core(
            _clock, symbol: oil, path: PricePaths.Flat(Market.Start, -37.64m, -37.62m, 10));

        core.Place(Market.Buy(1));

        Assert.Equal(10_000m + 37.62m - 0.03762m, core.Ledger[ExchangeLedger.Free, "USDT"]);
        Assert.Empty(core.Audit());
    }

    [Fact]
    public void FillNow_OfACanceledOrder_TradesLateOutOfFreeMoney()
    {
        ExchangeCore core = Market.Core(_clock);
        ExchangeOrder order = core.Place(Market.Buy(2, 90m)).Order!;
        core.Cancel(order);

        ExchangeTrade? late = core.FillNow(order, 0.5m);

        Assert.Equal((90m, 0.5m), (late!.Price, late.Quantity));
        Assert.Equal(ExchangeOrderState.Canceled, order.State);
        Assert.Empty(core.Audit());
    }

    [Fact]
    public void PricePaths_FromOneSeed_AreTheSame()
    {
        IReadOnlyList<ExchangeQuote> Walk(int seed) => PricePaths.Walk(
            seed, Market.Start, TimeSpan.FromSeconds(1), 200, 100m, 0.01m, 5m, 1m);

        Assert.Equal(Walk(7), Walk(7));
        Assert.NotEqual(Walk(7), Walk(8));
    }
}
