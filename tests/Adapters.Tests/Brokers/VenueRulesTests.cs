using System.Net;
using TradingBase.Adapters.Brokers;
using TradingBase.Execution;
using TradingBase.Markets;
using TradingBase.Markets.Catalog;
using TradingBase.Testing;

namespace TradingBase.Adapters.Tests.Brokers;

/// <summary>In which steps each venue says that it takes orders.</summary>
public sealed class VenueRulesTests
{
    private static readonly Instrument Coin = Some.Instrument("BTCUSD", new CryptoSpot());

    [Fact]
    public async Task ReadRules_Binance_AreItsFiltersThoseOfMarketOrdersAmongThem()
    {
        LiveDesk desk = new("binance", ["BTCUSD"]);
        desk.Venue.On("GET /api/v3/exchangeInfo?symbol=BTCUSD", """
            {"symbols":[{"symbol":"BTCUSD","status":"TRADING","baseAsset":"BTC","quoteAsset":"USD","filters":[
            {"filterType":"PRICE_FILTER","minPrice":"0.01","maxPrice":"1000000","tickSize":"0.05000"},
            {"filterType":"LOT_SIZE","minQty":"0.00100","maxQty":"9000","stepSize":"0.00100"},
            {"filterType":"MARKET_LOT_SIZE","minQty":"0","maxQty":"50","stepSize":"0.01"},
            {"filterType":"NOTIONAL","minNotional":"5","applyMinToMarket":true,"maxNotional":"9000000",
            "applyMaxToMarket":false}]}]}
            """);

        await AssertRulesAsync(desk, new BinanceBroker(desk.Book), Coin, new(0.05m, 0.01m, 0.001m, 5m));
    }

    [Fact]
    public async Task ReadRules_Kraken_AreThoseOfThePair()
    {
        LiveDesk desk = new("kraken", ["BTCUSD"]);
        KrakenAnswers.Prepare(desk.Venue);

        await AssertRulesAsync(
            desk, new KrakenBroker(desk.Book), Coin, new(0.01m, 0.00000001m, 0.001m, 5m));
    }

    [Fact]
    public async Task ReadRules_Coinbase_AreThoseOfTheProduct()
    {
        LiveDesk desk = new("coinbase", ["BTCUSD"], secret: CoinbaseAnswers.MakeKey());
        CoinbaseAnswers.Prepare(desk.Venue);

        await AssertRulesAsync(
            desk, new CoinbaseBroker(desk.Book), Coin, new(0.01m, 0.00000001m, 0.001m, 5m));
    }

    [Theory]
    [InlineData("BTCUSD", "BTC%2FUSD", """
        "min_order_size":"0.0001","min_trade_increment":"0.0001","price_increment":"1"
        """, 1, 0.0001, 0.0001)]
    [InlineData("AAPL", "AAPL", "\"fractionable\":false", 0, 1, 0)]
    [InlineData("AAPL", "AAPL", "\"fractionable\":true", 0, 0, 0)]
    public async Task ReadRules_Alpaca_AreThoseOfTheAsset(
        string symbol, string path, string told, double tick, double lot, double least)
    {
        bool coin = symbol == "BTCUSD";
        LiveDesk desk = new("alpaca", [symbol], coin ? "crypto-spot" : "us-equities");
        desk.Venue.On($"GET /v2/assets/{path}", $$"""{"symbol":"{{symbol}}",{{told}} }""");

        await AssertRulesAsync(
            desk, new AlpacaBroker(desk.Book), coin ? Coin : Some.Instrument(),
            new((decimal)tick, (decimal)lot, (decimal)least, 0));
    }

    [Fact]
    public async Task ReadRules_AnAssetThatIsNotListed_IsRefused()
    {
        LiveDesk desk = new("alpaca", ["AAPL"], "us-equities");
        desk.Venue.On(
            "GET /v2/assets/AAPL", """{"code":40410000,"message":"asset not found"}""",
            HttpStatusCode.NotFound);

        await Assert.ThrowsAsync<VenueRefusedException>(
            () => new AlpacaBroker(desk.Book).ReadRulesAsync(Some.Instrument(), default));
    }

    // Read once and kept for an hour.
    private static async Task AssertRulesAsync(
        LiveDesk desk, LiveBroker broker, Instrument instrument, VenueRules expected)
    {
        Assert.Equal(expected, await broker.ReadRulesAsync(instrument, default));
        int asked = desk.Venue.Requests.Count;
        desk.Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(expected, await broker.ReadRulesAsync(instrument, default));
        Assert.Equal(asked, desk.Venue.Requests.Count);

        desk.Clock.Advance(TimeSpan.FromMinutes(1));
        await broker.ReadRulesAsync(instrument, default);
        Assert.True(desk.Venue.Requests.Count > asked, "They were not read again.");
    }
}
