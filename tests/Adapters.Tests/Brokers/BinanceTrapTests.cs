using System.Net;
using TradingBase.Adapters.Brokers;
using TradingBase.Adapters.Tests.Http;
using TradingBase.Execution;
using TradingBase.Strategy;

namespace TradingBase.Adapters.Tests.Brokers;

/// <summary>Cancels, the account, limits and whatever else the exchange may do to us.</summary>
public sealed class BinanceTrapTests
{
    private const string NoOrder = """{"code":-2013,"msg":"Order does not exist."}""";
    private const string CancelRefused = """{"code":-2011,"msg":"Unknown order sent."}""";
    private const string Find = "GET /api/v3/order?", Send = "POST /api/v3/order?";
    private const string Cancel = "DELETE /api/v3/order?", Trades = "GET /api/v3/myTrades";
    private static readonly long At = LiveDesk.Start.ToUnixTimeMilliseconds();

    private readonly LiveDesk _desk = new("binance", ["BTCUSDT", "ETHUSDT"]);
    private readonly BinanceBroker _broker;

    public BinanceTrapTests()
    {
        _broker = new(_desk.Book);
        _desk.Venue
            .On("GET /api/v3/time", $$"""{"serverTime":{{At}}}""")
            .On("GET /api/v3/exchangeInfo?symbol=BTCUSDT", Info("BTC"))
            .On("GET /api/v3/exchangeInfo?symbol=ETHUSDT", Info("ETH"))
            .On(Find, NoOrder, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Cancel_AWorkingOrder_IsTakenBackWithWhatWasFilledMeanwhile()
    {
        _desk.Venue.On(Cancel, "{}").On(Find, Order("CANCELED", "0.4"))
            .On(Trades, $"[{Trade(7, "0.4")}]");

        OrderReport report = await _broker.CancelAsync(LiveDesk.Order(), LiveDesk.Now, default);

        Assert.Equal(OrderStatus.Canceled, report.Status);
        Assert.Equal(0.4m, Assert.Single(report.Fills).Quantity);
    }

    [Fact]
    public async Task Cancel_AnOrderThatIsFilledAlready_IsAnsweredWithItsFills()
    {
        _desk.Venue.On(Cancel, CancelRefused, HttpStatusCode.BadRequest).On(Find, Order("FILLED", "1"))
            .On(Trades, $"[{Trade(7, "1")}]");

        OrderReport report = await _broker.CancelAsync(LiveDesk.Order(), LiveDesk.Now, default);

        Assert.Equal((OrderStatus.Filled, null), (report.Status, report.Reason));
    }

    [Fact]
    public async Task Cancel_AnOrderTheVenueNeverHad_IsRejectedAndAfterASendUnknown()
    {
        _desk.Venue.On(Cancel, CancelRefused, HttpStatusCode.BadRequest)
            .On(Send, "", HttpStatusCode.GatewayTimeout);

        OrderReport never = await _broker.CancelAsync(LiveDesk.Order(), LiveDesk.Now, default);
        await _broker.SubmitAsync(LiveDesk.Order(id: "order-2"), LiveDesk.Now, default);
        OrderReport onItsWay = await _broker.CancelAsync(
            LiveDesk.Order(id: "order-2"), LiveDesk.Now, default);

        Assert.Equal((OrderStatus.Rejected, OrderStatus.Unknown), (never.Status, onItsWay.Status));
    }

    [Fact]
    public async Task Cancel_ARefusalForAnotherReason_IsToldBesideTheState()
    {
        _desk.Venue.On(Cancel, """{"code":-1022,"msg":"Bad signature."}""", HttpStatusCode.BadRequest)
            .On(Find, Order("NEW", "0"));

        OrderReport report = await _broker.CancelAsync(LiveDesk.Order(), LiveDesk.Now, default);

        Assert.Equal(OrderStatus.Accepted, report.Status);
        Assert.Equal("Taking it back was answered with: Bad signature. (HTTP 400)", report.Reason);
    }

    [Fact]
    public async Task Query_AFilledOrderWhoseTradesAreNotThereYet_StaysOpenUntilTheyAre()
    {
        _desk.Venue.On(Find, Order("FILLED", "1")).On(Trades, $"[{Trade(7, "1")}]")
            .On(Trades, $"[{Trade(7, "0.25")}]", times: 1);

        OrderReport? early = await _broker.QueryAsync(LiveDesk.Order(), LiveDesk.Now, default);
        OrderReport? late = await _broker.QueryAsync(LiveDesk.Order(), LiveDesk.Now, default);

        Assert.Equal(OrderStatus.PartiallyFilled, early?.Status);
        Assert.Equal("0.25 of 1 filled units are shown so far.", early?.Reason);
        Assert.Equal(OrderStatus.Filled, late?.Status);
    }

    [Fact]
    public void Query_ThatFailsOnce_IsAskedAgainWithAFreshSignature()
    {
        _desk.Venue.On(Find, Order("NEW", "0")).On(Find, "", HttpStatusCode.BadGateway, times: 1);

        OrderReport? report = _desk.Run(
            () => _broker.QueryAsync(LiveDesk.Order(), LiveDesk.Now, default));

        Assert.Equal(OrderStatus.Accepted, report?.Status);
        Assert.Equal(2, _desk.Venue.Requests.Where(seen => seen.PathAndQuery.Contains("/order?"))
            .Select(seen => seen.Query("signature")).Distinct().Count());
    }

    [Fact]
    public void Query_AVenueThatStaysAway_IsAnErrorAndNotNull()
    {
        _desk.Venue.On(Find, "", HttpStatusCode.ServiceUnavailable);

        Assert.Throws<VenueUnavailableException>(() => _desk.Run(
            () => _broker.QueryAsync(LiveDesk.Order(), LiveDesk.Now, default)));
        Assert.Equal(3, _desk.Venue.Count(Find));
    }

    [Fact]
    public async Task Query_AKeyThatIsRefused_IsAnErrorThatShowsNoSecret()
    {
        _desk.Venue.On(
            Find, $$"""{"code":-2015,"msg":"Invalid {{LiveDesk.Key}}, {{LiveDesk.Secret}}."}""",
            HttpStatusCode.Unauthorized);

        VenueRefusedException refused = await Assert.ThrowsAsync<VenueRefusedException>(
            () => _broker.QueryAsync(LiveDesk.Order(), LiveDesk.Now, default));

        Assert.Equal("-2015", refused.Code);
        Assert.DoesNotContain(LiveDesk.Key, refused.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(LiveDesk.Secret, refused.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(429, "7", 7)]
    [InlineData(429, null, 10)]
    [InlineData(418, "600", 600)]
    [InlineData(418, null, 120)]
    public async Task Submit_TooManyRequests_IsRejectedAndMakesEveryProcessWait(
        int status, string? retryAfter, int seconds)
    {
        (string, string)[] headers = retryAfter is null ? [] : [("Retry-After", retryAfter)];
        _desk.Venue.On(
            Send, """{"code":-1003,"msg":"Too many."}""", (HttpStatusCode)status, headers: headers);

        OrderReport report = await _broker.SubmitAsync(LiveDesk.Order(), LiveDesk.Now, default);
        Task<OrderReport?> other = new BinanceBroker(_desk.Book)
            .QueryAsync(LiveDesk.Order(id: "order-2"), LiveDesk.Now, default);

        Assert.Equal(OrderStatus.Rejected, report.Status);
        Assert.Equal(1, _desk.Venue.Count(Send));
        if (seconds > 10)
        {
            VenueUnavailableException refused =
                await Assert.ThrowsAsync<VenueUnavailableException>(() => other);
            Assert.Equal(TimeSpan.FromSeconds(seconds), refused.RetryAfter);
        }
        else
        {
            _desk.Clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
            Assert.False(other.IsCompleted);
            _desk.Clock.Advance(TimeSpan.FromMilliseconds(1));
            Assert.Null(await other);
        }
    }

    [Fact]
    public async Task Submit_HeadersThatSayAllIsUsed_AreBelieved()
    {
        _desk.Venue.On(Find, NoOrder, HttpStatusCode.BadRequest, headers: ("X-MBX-USED-WEIGHT-1M", "6000"));

        await _broker.QueryAsync(LiveDesk.Order(), LiveDesk.Now, default);
        DateTimeOffset before = _desk.Clock.GetUtcNow();

        Assert.Null(_desk.Run(
            () => _broker.QueryAsync(LiveDesk.Order(id: "order-2"), LiveDesk.Now, default)));
        Assert.True(_desk.Clock.GetUtcNow() > before);
    }

    [Fact]
    public async Task Submit_FromManySidesAtOnce_SendsOnceAndGivesOneAnswer()
    {
        bool taken = false;
        _desk.Venue
            .On(Find, _ => Volatile.Read(ref taken)
                ? ScriptedVenue.Answer(Order("NEW", "0"))
                : ScriptedVenue.Answer(NoOrder, HttpStatusCode.BadRequest))
            .On(Send, _ =>
            {
                Volatile.Write(ref taken, true);
                return ScriptedVenue.Answer(Order("NEW", "0"));
            });

        OrderReport[] reports = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(
            () => _broker.SubmitAsync(LiveDesk.Order(), LiveDesk.Now, default))));

        Assert.Equal(1, _desk.Venue.Count(Send));
        Assert.Single(reports.Select(report => Canonical.Json(report)).Distinct());
    }

    [Fact]
    public async Task ReadAccount_OrdersFillsCoinsAndCash_AreTheDesksOwnWords()
    {
        _desk.Venue
            .On("GET /api/v3/openOrders", $"[{Order("PARTIALLY_FILLED", "0.4")}]")
            .On("GET /api/v3/account", """
                {"balances":[{"asset":"BTC","free":"1.5","locked":"0.5"},
                {"asset":"USDT","free":"1e3","locked":"0"},
                {"asset":"BNB","free":"0.1","locked":"0"},{"asset":"ETH","free":"0","locked":"0"}]}
                """)
            .On(Trades, "[]")
            .On($"{Trades}?symbol=BTCUSDT&fromId=7", $"[{Trade(7, "0.4")},{Trade(8, "0.1", "29")}]")
            .On($"{Trades}?symbol=BTCUSDT&startTime={At}", $"[{Trade(7, "0.4")}]")
            .On("GET /api/v3/order?symbol=BTCUSDT&orderId=28", Order("PARTIALLY_FILLED", "0.4"))
            .On("GET /api/v3/order?symbol=BTCUSDT&orderId=29", Order("FILLED", "0.1", "by-hand"));

        VenueAccount account = await _broker.ReadAccountAsync(LiveDesk.Start, LiveDesk.Now, default);

        Assert.Equal(("binance", LiveDesk.Start), (account.Venue, account.AtUtc));
        VenueOrder open = Assert.Single(account.OpenOrders);
        Assert.Equal(
            ("28", "order-1", "BTCUSDT@crypto-spot", OrderSide.Buy, 1m, 0.4m, OrderStatus.PartiallyFilled),
            (open.VenueOrderId, open.ClientOrderId, open.Instrument.ToString(), open.Side, open.Quantity,
                open.Filled, open.Status));
        Assert.Equal(
            [("BTCUSDT-7", "order-1"), ("BTCUSDT-8", "by-hand")],
            account.Fills.Select(fill => (fill.TradeId, fill.ClientOrderId)));
        Assert.Equal(
            (new InstrumentId("BTCUSDT", "crypto-spot"), 2m),
            (account.Positions[0].Instrument, Assert.Single(account.Positions).Quantity));
        Assert.Equal(1000m, account.Cash["USDT"]);
        Assert.Equal(["BNB", "USDT"], account.Cash.Keys.Order());
    }

    [Fact]
    public async Task ReadAccount_PagesOfTradesThatGoInCircles_AreRefused()
    {
        string page = $"[{string.Join(',', Enumerable.Range(1, 1000).Select(id => Trade(id, "0.001")))}]";
        _desk.Venue.On("GET /api/v3/openOrders", "[]").On(Trades, page)
            .On("GET /api/v3/order?symbol=BTCUSDT&orderId=28", Order("FILLED", "1"));

        VenueUnavailableException refused = await Assert.ThrowsAsync<VenueUnavailableException>(
            () => _broker.ReadAccountAsync(LiveDesk.Start, LiveDesk.Now, default));

        Assert.Contains(
            "the page after trade 1000 holds nothing new", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CancelAll_SymbolsWithOpenOrders_AreAskedForOnceEachAndAFailureStopsNone()
    {
        _desk.Venue
            .On("GET /api/v3/openOrders", $"[{Order("NEW", "0", symbol: "AUSDT")},{Order("NEW", "0")},"
                + $"{Order("NEW", "0")},{Order("NEW", "0", symbol: "ZUSDT")}]")
            .On("DELETE /api/v3/openOrders?symbol=AUSDT", CancelRefused, HttpStatusCode.BadRequest)
            .On("DELETE /api/v3/openOrders?symbol=BTCUSDT", "", HttpStatusCode.Forbidden)
            .On("DELETE /api/v3/openOrders?symbol=ZUSDT", "[{},{}]");

        VenueUnavailableException failed = Assert.Throws<VenueUnavailableException>(
            () => _desk.Run(() => _broker.CancelAllAsync(LiveDesk.Now, default)));
        _desk.Venue.On("DELETE /api/v3/openOrders?symbol=BTCUSDT", "[{},{}]");

        Assert.Contains(
            "2 orders were taken back, not those of BTCUSDT", failed.Message, StringComparison.Ordinal);
        Assert.Equal(4, await _broker.CancelAllAsync(LiveDesk.Now, default));
    }

    private static string Info(string coin) => $$"""
        {"symbols":[{"symbol":"{{coin}}USDT","status":"TRADING","baseAsset":"{{coin}}","filters":[]}]}
        """;

    private static string Order(
        string status, string filled, string id = "order-1", string symbol = "BTCUSDT") =>
        $$"""
        {"symbol":"{{symbol}}","orderId":28,"clientOrderId":"{{id}}","price":"0.1","origQty":"1.0",
        "executedQty":"{{filled}}","status":"{{status}}","type":"LIMIT","side":"BUY",
        "time":{{At}},"updateTime":{{At}},"transactTime":{{At}}}
        """;

    private static string Trade(long id, string quantity, string order = "28") =>
        $$"""
        {"symbol":"BTCUSDT","id":{{id}},"orderId":{{order}},"price":"100","qty":"{{quantity}}",
        "commission":"0.001","commissionAsset":"BTC","time":{{At}},"isBuyer":true}
        """;
}
