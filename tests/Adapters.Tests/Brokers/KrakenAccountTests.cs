using TradingBase.Adapters.Brokers;
using TradingBase.Execution;
using static TradingBase.Adapters.Tests.Brokers.KrakenAnswers;

namespace TradingBase.Adapters.Tests.Brokers;

/// <summary>Cancels, the dead man's switch, the venue's rules, the account and its names.</summary>
public sealed class KrakenAccountTests
{
    private readonly LiveDesk _desk = new("kraken", ["BTCUSD", "ETHUSD"]);
    private readonly KrakenBroker _broker;

    public KrakenAccountTests()
    {
        _broker = new(_desk.Book);
        Prepare(_desk.Venue);
    }

    [Theory]
    [InlineData("""{"error":[],"result":{"count":1}}""", null)]
    [InlineData("""{"error":["EOrder:Unknown order"]}""", null)]
    [InlineData("""{"error":["EGeneral:Permission denied"]}""",
        "Taking it back was answered with: Permission denied (HTTP 200)")]
    public async Task Cancel_AnOrder_GoesByItsNameAndGivesWhereItStands(string answer, string? reason)
    {
        _desk.Venue.On(Cancel, answer).On(Open, Good($"\"open\":{{{Told("open", "0")}}}"));

        OrderReport report = await _broker.CancelAsync(Order(), LiveDesk.Now, default);

        Assert.Equal((OrderStatus.Accepted, reason), (report.Status, report.Reason));
        Assert.Contains(
            $"&cl_ord_id={Uuid}",
            _desk.Venue.Requests.First(seen => seen.PathAndQuery == "/0/private/CancelOrder").Body,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "timeout=0")]
    [InlineData(60.0, "timeout=60")]
    [InlineData(0.2, "timeout=1")]
    public async Task ArmDeadMan_AWaitOrNone_IsToldInWholeSeconds(double? after, string expected)
    {
        _desk.Venue.On("POST /0/private/CancelAllOrdersAfter", Good("\"triggerTime\":\"0\""));

        await _broker.ArmDeadManAsync(
            after is { } seconds ? TimeSpan.FromSeconds(seconds) : null, default);

        Assert.EndsWith($"&{expected}", Assert.Single(_desk.Venue.Requests).Body, StringComparison.Ordinal);
        Assert.True(_broker.Traits.HasDeadManSwitch);
    }

    [Theory]
    [InlineData("1", "100.005", "online", "The price 100.005 is no multiple of the venue's tick 0.01.")]
    [InlineData("0.000000001", "100", "online",
        "The quantity 0.000000001 is no multiple of the venue's lot 0.00000001.")]
    [InlineData("0.0001", "100", "online", "The quantity 0.0001 is below the venue's 0.001.")]
    [InlineData("0.04", "100", "online", "The worth 4 is below the venue's 5.")]
    [InlineData("1", "100", "cancel_only", "XBTUSD is cancel_only at the venue now.")]
    public async Task Submit_AgainstTheVenuesRules_IsRejectedWithBothNumbersAndNotSent(
        string quantity, string limit, string status, string expected)
    {
        _desk.Venue.On(
            "GET /0/public/AssetPairs?pair=XBTUSD", Good(Pair("XXBTZUSD", "XBTUSD", "XXBT", status)));

        OrderReport report = await _broker.SubmitAsync(
            Order(Number(quantity), limit: Number(limit)), LiveDesk.Now, default);

        Assert.Equal((OrderStatus.Rejected, expected), (report.Status, report.Reason));
        Assert.Equal(0, _desk.Venue.Count(Send));
    }

    [Fact]
    public async Task ReadAccount_OfOrdersThatAnotherProcessSent_IsInTheDesksOwnWords()
    {
        await new KrakenBroker(_desk.Book).SubmitAsync(Order(), LiveDesk.Now, default);
        _desk.Venue
            .On(Open, Good($"\"open\":{{{Told("open", "0.4")},{Told("open", "0", "OFFFFF-2", null)}}}"))
            .On(Query, Good(Told("closed", "1", "OZZZZZ-3", "by-hand")))
            .On(Trades, Good($"\"trades\":{{{Trade("T2", "1", "OZZZZZ-3", 0.5m)},{Trade("T1", "0.4")}}}"))
            .On("POST /0/private/Balance", Good(
                "\"XXBT\":\"1.5\",\"ZUSD\":\"1e3\",\"USDT.F\":\"2\",\"USDT\":\"3\",\"XETH\":\"0\","
                    + "\"DOT.S\":\"7\""));

        VenueAccount account = _desk.Run(
            () => _broker.ReadAccountAsync(LiveDesk.Start, LiveDesk.Now, default));

        Assert.Equal(
            [("OAAAAA-1", "order-1", 0.4m), ("OFFFFF-2", null, 0m)],
            account.OpenOrders.Select(order => (order.VenueOrderId, order.ClientOrderId, order.Filled)));
        Assert.Equal(
            [("T1", "order-1", "BTCUSD"), ("T2", "by-hand", "BTCUSD")],
            account.Fills.Select(fill => (fill.TradeId, fill.ClientOrderId, fill.Instrument.Symbol)));
        Assert.Equal(
            (new InstrumentId("BTCUSD", "crypto-spot"), 1.5m),
            (account.Positions[0].Instrument, Assert.Single(account.Positions).Quantity));
        Assert.Equal(
            [("DOT.S", 7m), ("USD", 1000m), ("USDT", 5m)],
            account.Cash.OrderBy(coin => coin.Key).Select(coin => (coin.Key, coin.Value)));
    }

    [Fact]
    public async Task ReadAccount_PagesThatGoInCircles_AreRefused()
    {
        string page = string.Join(',', Enumerable.Range(1, 50).Select(id => Trade($"T{id}", "0.001")));
        _desk.Venue.On(Trades, Good($"\"trades\":{{{page}}},\"count\":60"));

        VenueUnavailableException refused = await Assert.ThrowsAsync<VenueUnavailableException>(
            () => _broker.ReadAccountAsync(LiveDesk.Start, LiveDesk.Now, default));

        Assert.Contains("comes again", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("XXBTZUSD", "BTCUSD")]
    [InlineData("XETHXXBT", "ETHBTC")]
    [InlineData("XBTUSDT", "BTCUSDT")]
    [InlineData("XDGUSD", "DOGEUSD")]
    [InlineData("SOLXBT", "SOLBTC")]
    [InlineData("SOLUSD", "SOLUSD")]
    public void SymbolOf_AVenuesPair_IsItsCommonName(string pair, string expected) =>
        Assert.Equal(expected, KrakenNames.SymbolOf(pair));

    [Theory]
    [InlineData("BTCUSDT", "XBTUSDT")]
    [InlineData("ETHBTC", "ETHXBT")]
    [InlineData("DOGEUSD", "XDGUSD")]
    [InlineData("SOLEUR", "SOLEUR")]
    public void PairOf_AnInstrument_IsTheVenuesName(string symbol, string expected) =>
        Assert.Equal(expected, KrakenNames.PairOf(Order(symbol: symbol).Order.Instrument));
}
