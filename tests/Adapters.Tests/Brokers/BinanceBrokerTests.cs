using System.Net;
using TradingBase.Adapters.Brokers;
using TradingBase.Adapters.Tests.Http;
using TradingBase.Execution;
using TradingBase.Strategy;

namespace TradingBase.Adapters.Tests.Brokers;

public sealed class BinanceBrokerTests
{
    private const string NoOrder = """{"code":-2013,"msg":"Order does not exist."}""";
    private const string FindOrder = "GET /api/v3/order?", Send = "POST /api/v3/order?";
    private static readonly long At = LiveDesk.Start.ToUnixTimeMilliseconds();

    private readonly LiveDesk _desk = new("binance", ["BTCUSDT"]);
    private readonly BinanceBroker _broker;

    public BinanceBrokerTests()
    {
        _broker = new(_desk.Book);
        _desk.Venue
            .On("GET /api/v3/time", $$"""{"serverTime":{{At}}}""")
            .On("GET /api/v3/exchangeInfo?symbol=BTCUSDT", Info)
            .On(FindOrder, NoOrder, HttpStatusCode.BadRequest);
    }

    private static string Info => """
        {"symbols":[{"symbol":"BTCUSDT","status":"TRADING","baseAsset":"BTC","quoteAsset":"USDT","filters":[
        {"filterType":"PRICE_FILTER","minPrice":"0.01000000","maxPrice":"1000000.0","tickSize":"0.010"},
        {"filterType":"LOT_SIZE","minQty":"0.00100000","maxQty":"9000.00000000","stepSize":"0.00100000"},
        {"filterType":"MARKET_LOT_SIZE","minQty":"0.00000000","maxQty":"50.00000000","stepSize":"0.00000000"},
        {"filterType":"NOTIONAL","minNotional":"5.00000000","applyMinToMarket":true,"maxNotional":"9000000",
        "applyMaxToMarket":false,"avgPriceMins":5}]}]}
        """;

    [Fact]
    public async Task Submit_AMarketOrder_IsFilledByTheAnswerWithItsTradesAndCoins()
    {
        _desk.Venue.On(Send, Full("FILLED", "1.00000000",
            """{"price":"1E+2","qty":"0.4","commission":"0.0004","commissionAsset":"BTC","tradeId":56}""",
            """{"price":101.50,"qty":"0.6","commission":"0.01","commissionAsset":"BNB","tradeId":57}"""));

        OrderReport report = await _broker.SubmitAsync(LiveDesk.Order(), LiveDesk.Now, default);

        Assert.Equal((OrderStatus.Filled, LiveDesk.Start), (report.Status, report.DeskTime));
        Assert.Equal(
            [("BTCUSDT-56", 0.4m, 100m, 0.0004m, "BTC"), ("BTCUSDT-57", 0.6m, 101.50m, 0.01m, "BNB")],
            report.Fills.Select(
                fill => (fill.TradeId, fill.Quantity, fill.Price, fill.Fee, fill.FeeCurrency)));
        Assert.All(report.Fills, fill => Assert.Equal("binance", fill.Venue));
        ScriptedVenue.Seen sent = Assert.Single(_desk.Venue.Requests, seen => seen.Method == "POST");
        Assert.Equal(
            ("BTCUSDT", "BUY", "MARKET", "1", "order-1", "FULL", null),
            (sent.Query("symbol"), sent.Query("side"), sent.Query("type"), sent.Query("quantity"),
                sent.Query("newClientOrderId"), sent.Query("newOrderRespType"), sent.Query("timeInForce")));
        Assert.Equal(LiveDesk.Key, sent.Headers["X-MBX-APIKEY"]);
        string query = sent.PathAndQuery.Split('?')[1];
        int end = query.IndexOf("&signature=", StringComparison.Ordinal);
        Assert.Equal(
            BinanceSignature.Sign(System.Text.Encoding.UTF8.GetBytes(LiveDesk.Secret), query[..end], ""),
            query[(end + "&signature=".Length)..]);
    }

    [Theory]
    [InlineData(OrderType.Limit, TimeInForce.Day, "LIMIT", "GTC", "99.5", null)]
    [InlineData(OrderType.Limit, TimeInForce.ImmediateOrCancel, "LIMIT", "IOC", "99.5", null)]
    [InlineData(OrderType.Limit, TimeInForce.FillOrKill, "LIMIT", "FOK", "99.5", null)]
    [InlineData(OrderType.Stop, TimeInForce.Day, "STOP_LOSS", null, null, "98.5")]
    [InlineData(OrderType.StopLimit, TimeInForce.GoodTilCanceled, "STOP_LOSS_LIMIT", "GTC", "99.5", "98.5")]
    [InlineData(OrderType.MarketOnOpen, TimeInForce.Day, "MARKET", null, null, null)]
    public async Task Submit_EveryType_IsWrittenInTheVenuesWords(
        OrderType type, TimeInForce force, string expected, string? inForce, string? price, string? stop)
    {
        _desk.Venue.On(Send, Full("NEW", "0"));

        OrderReport report = await _broker.SubmitAsync(
            LiveDesk.Order(limit: 99.50m, stop: 98.50m, type: type, force: force), LiveDesk.Now, default);

        Assert.Equal(OrderStatus.Accepted, report.Status);
        ScriptedVenue.Seen sent = _desk.Venue.Requests[^1];
        Assert.Equal(
            (expected, inForce, price, stop),
            (sent.Query("type"), sent.Query("timeInForce"), sent.Query("price"), sent.Query("stopPrice")));
    }

    [Theory]
    [InlineData("NEW", OrderStatus.Accepted)]
    [InlineData("PENDING_NEW", OrderStatus.Submitted)]
    [InlineData("PARTIALLY_FILLED", OrderStatus.PartiallyFilled)]
    [InlineData("FILLED", OrderStatus.Filled)]
    [InlineData("CANCELED", OrderStatus.Canceled)]
    [InlineData("REJECTED", OrderStatus.Rejected)]
    [InlineData("EXPIRED", OrderStatus.Expired)]
    [InlineData("EXPIRED_IN_MATCH", OrderStatus.Expired)]
    public async Task Query_EveryStatus_IsOurs(string told, OrderStatus expected)
    {
        _desk.Venue.On(FindOrder, Order(told, "0"));

        Assert.Equal(expected, (await _broker.QueryAsync(LiveDesk.Order(), LiveDesk.Now, default))?.Status);
    }

    [Fact]
    public async Task Query_AStatusThatNobodyKnows_IsUnknownAndAlertedOnce()
    {
        _desk.Venue.On(FindOrder, Order("MELTED", "0"));

        OrderReport? report = await _broker.QueryAsync(LiveDesk.Order(), LiveDesk.Now, default);
        await _broker.QueryAsync(LiveDesk.Order(), LiveDesk.Now, default);

        Assert.Equal(OrderStatus.Unknown, report?.Status);
        Assert.Equal("The venue calls the order 'MELTED', which nobody here knows.", report?.Reason);
        Assert.Equal(1, _desk.Store.All().Count(row =>
            row.Partition.Contains("journal", StringComparison.Ordinal)
            && System.Text.Encoding.UTF8.GetString(row.Value.Span)
                .Contains("MELTED", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("""{"code":-1007,"msg":"Timeout waiting for response from backend server."}""", 400)]
    [InlineData("""{"code":-1000,"msg":"An unknown error occurred."}""", 400)]
    [InlineData("""{"code":-2010,"msg":"Whatever."}""", 504)]
    [InlineData("<html>Bad gateway</html>", 502)]
    [InlineData("<html>Forbidden</html>", 403)]
    [InlineData("<html>Moved</html>", 302)]
    [InlineData("not json", 200)]
    [InlineData("""{"symbol":"BTCUSDT"}""", 200)]
    public async Task Submit_AnAnswerThatProvesNothing_IsUnknownAndNeverSentAgain(string body, int status)
    {
        _desk.Venue.On(Send, body, (HttpStatusCode)status);

        OrderReport first = await _broker.SubmitAsync(LiveDesk.Order(), LiveDesk.Now, default);
        OrderReport again = await _broker.SubmitAsync(LiveDesk.Order(), LiveDesk.Now, default);
        OrderReport elsewhere = await new BinanceBroker(_desk.Book)
            .SubmitAsync(LiveDesk.Order(), LiveDesk.Now, default);

        Assert.Equal(
            [OrderStatus.Unknown, OrderStatus.Unknown, OrderStatus.Unknown],
            new[] { first, again, elsewhere }.Select(report => report.Status));
        Assert.Equal(1, _desk.Venue.Count(Send));
    }

    [Fact]
    public async Task Submit_ALineThatBreaksAfterTheOrderWasTaken_IsUnknownUntilTheQueryFindsIt()
    {
        _desk.Venue.On(Send, _ => throw new HttpRequestException("The line broke."));
        OrderReport sent = await _broker.SubmitAsync(LiveDesk.Order(), LiveDesk.Now, default);
        _desk.Venue.On(FindOrder, Order("FILLED", "1"))
            .On("GET /api/v3/myTrades", $"[{Trade(56, "1", At + 5)}]");

        OrderReport again = await _broker.SubmitAsync(LiveDesk.Order(), LiveDesk.Now, default);

        Assert.Equal((OrderStatus.Unknown, OrderStatus.Filled), (sent.Status, again.Status));
        Assert.Equal("BTCUSDT-56", Assert.Single(again.Fills).TradeId);
        Assert.Equal(LiveDesk.Start.AddMilliseconds(5), again.DeskTime);
        Assert.Equal(1, _desk.Venue.Count(Send));
    }

    [Fact]
    public async Task Submit_AnIdWhoseOrderIsFilled_IsNotSentThoughTheVenueWouldTakeIt()
    {
        _desk.Venue.On(FindOrder, Order("FILLED", "1"))
            .On("GET /api/v3/myTrades", $"[{Trade(56, "1", At)}]").On(Send, Full("FILLED", "1"));

        OrderReport report = await _broker.SubmitAsync(LiveDesk.Order(), LiveDesk.Now, default);

        Assert.Equal(OrderStatus.Filled, report.Status);
        Assert.Equal(0, _desk.Venue.Count(Send));
    }

    [Fact]
    public async Task Submit_ADuplicate_IsAnsweredByAQuery()
    {
        _desk.Venue.On(FindOrder, Order("NEW", "0"))
            .On(FindOrder, NoOrder, HttpStatusCode.BadRequest, times: 1)
            .On(Send, """{"code":-2010,"msg":"Duplicate order sent."}""", HttpStatusCode.BadRequest);

        OrderReport report = await _broker.SubmitAsync(LiveDesk.Order(), LiveDesk.Now, default);

        Assert.Equal(OrderStatus.Accepted, report.Status);
    }

    [Fact]
    public async Task Submit_ARefusalWithACode_IsRejectedWithTheVenuesWords()
    {
        _desk.Venue.On(
            Send, """{"code":-2010,"msg":"Account has insufficient balance."}""", HttpStatusCode.BadRequest);

        OrderReport report = await _broker.SubmitAsync(LiveDesk.Order(), LiveDesk.Now, default);

        Assert.Equal(OrderStatus.Rejected, report.Status);
        Assert.Equal("-2010: Account has insufficient balance. (HTTP 400)", report.Reason);
    }

    [Fact]
    public async Task Submit_AWrongTime_MeasuresTheClockAgainAndSendsTheRefusedOrderOnceMore()
    {
        _desk.Venue
            .On("GET /api/v3/time", $$"""{"serverTime":{{At + 7000}}}""")
            .On("GET /api/v3/time", $$"""{"serverTime":{{At}}}""", times: 1)
            .On(Send, Full("NEW", "0"))
            .On(Send, """{"code":-1021,"msg":"Outside of it."}""", HttpStatusCode.BadRequest, times: 1);

        OrderReport report = await _broker.SubmitAsync(LiveDesk.Order(), LiveDesk.Now, default);

        Assert.Equal(OrderStatus.Accepted, report.Status);
        Assert.Equal(
            [$"{At}", $"{At + 7000}"],
            _desk.Venue.Requests
                .Where(seen => seen.Method == "POST").Select(seen => seen.Query("timestamp")));
    }

    [Theory]
    [InlineData(1, 99.505, "The price 99.505 is no multiple of the venue's tick 0.01.")]
    [InlineData(1.0005, 100.0, "The quantity 1.0005 is no multiple of the venue's lot 0.001.")]
    [InlineData(0.0001, 100.0, "The quantity 0.0001 is below the venue's 0.001.")]
    [InlineData(0.04, 100.0, "The worth 4 is below the venue's 5.")]
    [InlineData(51, null, "The quantity 51 is above the venue's 50.")]
    public async Task Submit_AgainstTheVenuesFilters_IsRejectedWithBothNumbersAndNotSent(
        double quantity, double? limit, string expected)
    {
        OrderReport report = await _broker.SubmitAsync(
            LiveDesk.Order((decimal)quantity, limit: (decimal?)limit), LiveDesk.Now, default);

        Assert.Equal((OrderStatus.Rejected, expected), (report.Status, report.Reason));
        Assert.Equal(0, _desk.Venue.Count(Send));
    }

    [Fact]
    public async Task Submit_InReplayedTime_IsRejectedAndNobodyIsAsked()
    {
        OrderReport report = await _broker.SubmitAsync(
            LiveDesk.Order(), LiveDesk.Now with { Replayed = true }, default);

        Assert.Equal(OrderStatus.Rejected, report.Status);
        Assert.Empty(_desk.Venue.Requests);
    }

    private static string Full(string status, string filled, params string[] fills) =>
        $$"""
        {"symbol":"BTCUSDT","orderId":28,"orderListId":-1,"clientOrderId":"order-1","transactTime":{{At}},
        "price":"0.0","origQty":"1.0","executedQty":"{{filled}}","cummulativeQuoteQty":"9",
        "status":"{{status}}","timeInForce":"GTC","type":"MARKET","side":"BUY",
        "fills":[{{string.Join(',', fills)}}]}
        """;

    private static string Order(string status, string filled) =>
        $$"""
        {"symbol":"BTCUSDT","orderId":28,"clientOrderId":"order-1","price":"0.1","origQty":"1.0",
        "executedQty":"{{filled}}","status":"{{status}}","type":"LIMIT","side":"BUY",
        "time":{{At}},"updateTime":{{At}}}
        """;

    private static string Trade(long id, string quantity, long time) =>
        $$"""
        {"symbol":"BTCUSDT","id":{{id}},"orderId":28,"price":"100","qty":"{{quantity}}","commission":"0.001",
        "commissionAsset":"BTC","time":{{time}},"isBuyer":true}
        """;
}
