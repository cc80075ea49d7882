using TradingBase.Execution;
using TradingBase.Journal;
using TradingBase.Markets;
using TradingBase.Markets.Catalog;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Execution;

public sealed class FeeModelTests
{
    private static readonly DateTimeOffset Today = new(2018, 1, 2, 14, 30, 0, TimeSpan.Zero);

    // Vectors of LEAN's Interactive Brokers model; the last two stand at and just above the minimum.
    [Theory]
    [InlineData(100, 5, 1.00)]
    [InlineData(1_000, 50, 5.00)]
    [InlineData(10_000, 0.50, 25.00)]
    [InlineData(1, 1, 1.00)]
    [InlineData(200, 50, 1.00)]
    [InlineData(202, 50, 1.01)]
    public void Of_SharesOfTheUs_TestsTheMinimumFirst(double quantity, double price, double fee) =>
        Assert.Equal(
            new Fee((decimal)fee, "USD"),
            Of("ib-us-equity", Some.Instrument(), (decimal)quantity, (decimal)price));

    [Theory]
    [InlineData("EURUSD", 1_000_000, 1.25, 25, "USD")]
    [InlineData("EURUSD", 10_000, 1.25, 2, "USD")]
    [InlineData("USDJPY", 1_000_000, 110, 20, "USD")]
    [InlineData("USDJPY", 1_000, 110, 2, "USD")]
    [InlineData("EURGBP", 100_000, 0.8, 1.6, "GBP")]
    public void Of_Currencies_TakesAFifthOfABasisPointAndTwoDollarsAtLeast(
        string pair, double quantity, double price, double fee, string currency) => Assert.Equal(
        new Fee((decimal)fee, currency),
        Of("ib-fx", Some.Instrument(pair, new Fx()), (decimal)quantity, (decimal)price));

    [Theory]
    [InlineData(1, 2.00, 1.00)]
    [InlineData(10, 0.10, 6.50)]
    [InlineData(10, 0.09, 5.00)]
    [InlineData(10, 0.04, 2.50)]
    public void Of_Options_TakesByTheContractAndADollarAtLeast(
        double contracts, double premium, double fee) =>
        Assert.Equal(
            new Fee((decimal)fee, "USD"),
            Of("ib-us-option", Some.Instrument(), (decimal)contracts, (decimal)premium));

    // Half a coin at 20,000 is worth 10,000: a basis point is a dollar.
    [Theory]
    [InlineData("alpaca-equity", "BTCUSD", true, 0)]
    [InlineData("alpaca-equity", "BTCUSD", false, 0)]
    [InlineData("alpaca-crypto", "BTCUSD", true, 15)]
    [InlineData("alpaca-crypto", "BTCUSD", false, 25)]
    [InlineData("binance-futures", "BTCUSDT", true, 2)]
    [InlineData("binance-futures", "BTCUSDT", false, 4)]
    [InlineData("kraken", "BTCUSD", true, 16)]
    [InlineData("kraken", "BTCUSD", false, 26)]
    [InlineData("kraken", "USDTUSD", true, 20)]
    [InlineData("kraken", "EURUSD", false, 20)]
    [InlineData("coinbase", "BTCUSD", true, 60)]
    [InlineData("coinbase", "BTCUSD", false, 80)]
    [InlineData("coinbase", "USDTUSD", true, 0)]
    [InlineData("coinbase", "USDTUSD", false, 0.1)]
    public void Of_Rates_TellMakerFromTakerAndStablePairsFromOthers(
        string schedule, string pair, bool maker, double fee)
    {
        Instrument coin = Some.Instrument(pair, new CryptoSpot());

        Assert.Equal(new Fee((decimal)fee, coin.Currency), Of(schedule, coin, 0.5m, 20_000m, maker: maker));
    }

    [Fact]
    public void Of_BoughtCoinPaidInItself_LeavesTheRestHeld()
    {
        Instrument coin = Some.Instrument("BTCUSDT", new CryptoSpot());
        Fee bought = Of("binance-spot", coin, 1m, 20_000m), sold = Of("binance-spot", coin, 1m, 20_000m,
            OrderSide.Sell);

        Assert.Equal((new Fee(0.001m, "BTC"), new Fee(20m, "USDT")), (bought, sold));
    }

    [Fact]
    public async Task Of_BoughtCoinPaidInItself_IsHeldLessTheFeeInVenueAndLedger()
    {
        Instrument coin = Some.Instrument("BTCUSDT", new CryptoSpot());
        ProposedOrder order = Some.Order(1m, instrument: coin, reference: 20_000m);
        Fee fee = Of("binance-spot", coin, 1m, 20_000m);
        Fill fill = Some.Fill(order, fee: fee.Amount, feeCurrency: fee.Currency);
        MemoryStateStore rows = new();
        PaperBook book = new(rows);
        LedgerBook ledger = new(rows);
        await book.AddAsync(
            new(order, Some.Report(OrderStatus.Accepted, order), Some.DeskTime, Replayed: false), default);

        await ledger.PostFillAsync(fill, default);
        await book.ChangeAsync(
            order.ClientOrderId, Some.Bar(),
            (present, _) => present with
            {
                Report = Some.Report(OrderStatus.Filled, order, fills: [fill]),
            },
            default);

        VenueAccount venue = await book.ReadAccountAsync(default, Some.DeskTime, default);
        Assert.Equal(0.999m, Assert.Single(venue.Positions).Quantity);
        Assert.Equal(0.999m, Assert.Single((await ledger.ReadAsync(default)).Positions).Quantity);
        Assert.Equal(-20_000m, venue.Cash["USDT"]);
        Assert.False(venue.Cash.ContainsKey("BTC"));
    }

    [Fact]
    public void Of_FeeInCoin_IsWholeLotsForTheVenue() => Assert.Equal(
        new Fee(0.00000001m, "BTC"),
        Of("binance-spot", Some.Instrument("BTCUSDT", new CryptoSpot()), 0.00000001m, 20_000m));

    [Fact]
    public void Of_NegativeRate_IsARebate() => Assert.Equal(
        new Fee(-1m, "USD"),
        FeeModel.Of(
            new() { MakerBps = -1m }, Some.Instrument("BTCUSD", new CryptoSpot()), OrderSide.Buy, 0.5m,
            20_000m, maker: true));

    [Fact]
    public void Of_SecondFillOfAnOrder_PaysTheMinimumOnce()
    {
        Fill first = Some.Fill(quantity: 100m, price: 50m, fee: 1m);
        Fill second = Some.Fill(quantity: 100m, price: 50m, tradeId: "trade-2");

        Assert.Equal(0m, Of("ib-us-equity", Some.Instrument(), 100m, 50m, before: [first]).Amount);
        Assert.Equal(0.5m, Of("ib-us-equity", Some.Instrument(), 100m, 50m, before: [first, second]).Amount);
    }

    [Fact]
    public void Of_NegativePrice_CostsItsSize() => Assert.Equal(
        new Fee(3.7m, "USD"),
        FeeModel.Of(
            new FeeBook([]).Find(new(FeeBook.Taker, 10m, 0m), Today), Some.Gold(), OrderSide.Buy, 100m,
            -37m));

    [Fact]
    public void Find_EveryMarketOfTheCatalogue_HasATable() => Assert.All(
        Some.Markets(), market => Assert.True(new FeeBook([]).Find(market.Costs, Today).TakerBps >= 0));

    [Fact]
    public void Find_DatedTables_TakesTheOneThatIsValid()
    {
        FeeBook book = new(
            [
                new() { Name = "kraken", ValidFrom = new(2018, 1, 3), TakerBps = 7 },
                new() { Name = "kraken", ValidFrom = new(2018, 1, 2), TakerBps = 6 },
                new() { Name = "mine", ValidFrom = new(2018, 1, 3), TakerBps = 5 },
            ]);
        TradingCosts kraken = new("kraken", 0, 0);

        Assert.Equal(
            [26m, 6m, 7m],
            new[] { Today.AddDays(-1), Today, Today.AddDays(1) }
                .Select(at => book.Find(kraken, at).TakerBps));
        Assert.Throws<ArgumentException>(() => book.Find(new("mine", 0, 0), Today));
    }

    [Fact]
    public void Find_UnknownSchedule_IsRefused() => Assert.Throws<ArgumentException>(
        () => new FeeBook([]).Find(new("free-lunch", 0, 0), Today));

    private static Fee Of(
        string schedule, Instrument instrument, decimal quantity, decimal price,
        OrderSide side = OrderSide.Buy, bool maker = false, IReadOnlyList<Fill>? before = null) =>
        FeeModel.Of(
            new FeeBook([]).Find(new(schedule, 0, 0), Today), instrument, side, quantity, price, maker,
            before);
}
