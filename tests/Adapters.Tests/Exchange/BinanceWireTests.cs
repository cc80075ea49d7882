using System.Globalization;
using System.Text.Json.Nodes;
using TradingBase.Testing;
using TradingBase.Testing.Exchange;

namespace TradingBase.Adapters.Tests.Exchange;

public sealed class BinanceWireTests
{
    private readonly ManualClock _clock = new(Market.Start);
    private readonly ExchangeCore _core;
    private readonly BinanceWire _wire;

    public BinanceWireTests()
    {
        _core = Market.Core(_clock, symbol: Market.Bitcoin(feeInReceived: true));
        _wire = new(_core, Market.Key, Market.Secret);
    }

    /// <summary>The three examples that the venue publishes.</summary>
    [Theory]
    [InlineData(
        "symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000"
        + "&timestamp=1499827319559", "", "c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71")]
    [InlineData(
        "symbol=%EF%BC%91%EF%BC%92%EF%BC%93%EF%BC%94%EF%BC%95%EF%BC%96&side=BUY&type=LIMIT&timeInForce=GTC"
        + "&quantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559", "",
        "e1353ec6b14d888f1164ae9af8228a3dbd508bc82eb867db8ab6046442f33ef3")]
    [InlineData(
        "symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC",
        "quantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559",
        "0fd168b8ddb4876a0358a8d14d0c9f3da0e9b20c5d52b2a00fcf7d1c602f9a77")]
    public void Answer_PublishedSignature_IsTakenAndAnotherIsNot(string query, string body, string signature)
    {
        ManualClock clock = new(DateTimeOffset.FromUnixTimeMilliseconds(1499827319559));
        ExchangeCore core = new(clock, ExchangeIdRule.UniqueWhileOpen);
        foreach (string name in (string[])["LTCBTC", "１２３４５６"])
        {
            core.List(
                new(name, "LTC", "BTC") { MinNotional = 0.01m },
                PricePaths.Flat(clock.GetUtcNow(), 0.2m, 0.3m, 10));
        }

        core.Deposit("BTC", 1);
        BinanceWire wire = new(core, Market.Key, Market.Secret);
        WireAnswer Send(string sign) => wire.Answer(WireRequest.Of(
            "POST", body.Length == 0 ? $"/api/v3/order?{query}&signature={sign}" : $"/api/v3/order?{query}",
            body.Length == 0 ? "" : $"{body}&signature={sign}", ("X-MBX-APIKEY", Market.Key)));

        Assert.Equal(-1022, (int)Send(new('0', 64)).Tree()["code"]!);
        Assert.Empty(core.Orders);
        Assert.Equal("NEW", (string?)Send(signature).Tree()["status"]);
        Assert.Single(core.Orders);
    }

    [Theory]
    [InlineData(-5000, null)]
    [InlineData(-5001, -1021)]
    [InlineData(999, null)]
    [InlineData(1000, -1021)]
    public void Answer_TimestampAgainstTheVenuesClock_IsTakenWithinItsBounds(int ahead, int? code)
    {
        ManualClock theirs = new(Market.Start.AddMilliseconds(ahead));

        WireAnswer answer = _wire.Answer(Market.Signed(theirs, "GET", "/api/v3/account"));

        Assert.Equal(code, (int?)answer.Tree()["code"]);
    }

    [Fact]
    public void Place_Market_AnswersInFullWithFeesInTheCoin()
    {
        JsonNode body = Send("POST", "/api/v3/order", Market.Order("a-1")).Tree();

        Assert.Equal("FILLED", (string?)body["status"]);
        Assert.Equal("1.00000000", (string?)body["executedQty"]);
        Assert.Equal("100.01000000", (string?)body["cummulativeQuoteQty"]);
        JsonNode fill = Assert.Single(body["fills"]!.AsArray())!;
        Assert.Equal(
            ("100.01000000", "0.00100000", "BTC"),
            ((string?)fill["price"], (string?)fill["commission"], (string?)fill["commissionAsset"]));
    }

    [Fact]
    public void Place_TheSameIdAfterItFilled_BuysTwice()
    {
        string order = Market.Order("again");
        Send("POST", "/api/v3/order", order);

        Assert.Equal(200, Send("POST", "/api/v3/order", order).Status);

        Assert.Equal(["again"], _core.FindDoubles());
    }

    [Fact]
    public void Place_TheSameIdWhileItIsOpen_IsADuplicate()
    {
        string order = Market.Order("again", price: 90m);
        Send("POST", "/api/v3/order", order);

        Assert.Equal((400, -2010, "Duplicate order sent."), Fault(Send("POST", "/api/v3/order", order)));
    }

    [Theory]
    [InlineData("quantity=0.0001&price=90&timeInForce=GTC&type=LIMIT", -1013, "Filter failure: LOT_SIZE")]
    [InlineData("quantity=1&price=90.001&timeInForce=GTC&type=LIMIT", -1013, "Filter failure: PRICE_FILTER")]
    [InlineData("quantity=0.01&price=90&timeInForce=GTC&type=LIMIT", -1013, "Filter failure: NOTIONAL")]
    [InlineData(
        "quantity=1000&price=90&timeInForce=GTC&type=LIMIT", -2010,
        "Account has insufficient balance for requested action.")]
    [InlineData(
        "quantity=1&price=90&type=LIMIT", -1102,
        "Mandatory parameter 'timeInForce' was not sent, was empty/null, or malformed.")]
    [InlineData(
        "quantity=1&timeInForce=GTC&type=MARKET", -1106, "Parameter 'timeInForce' sent when not required.")]
    [InlineData(
        "quantity=1E0&type=MARKET", -1100,
        "Illegal characters found in parameter 'quantity'; "
        + @"legal range is '^([0-9]{1,20})(\.[0-9]{1,20})?$'.")]
    [InlineData("quantity=1&type=GUESS", -1116, "Invalid orderType.")]
    [InlineData(
        "quantity=1&type=MARKET&reduceOnly=true", -1104,
        "Not all sent parameters were read; read '7' parameter(s) but was sent '8'.")]
    public void Place_AnOrderAgainstTheRules_IsRefusedByCode(string fields, int code, string message) =>
        Assert.Equal(
            (400, code, message),
            Fault(Send("POST", "/api/v3/order", $"symbol=BTCUSDT&side=BUY&newClientOrderId=x&{fields}")));

    [Fact]
    public void Query_ByClientId_FindsTheOrderOrSaysThatThereIsNone()
    {
        Send("POST", "/api/v3/order", Market.Order("here", price: 90m));

        JsonNode found = Send("GET", "/api/v3/order", "symbol=BTCUSDT&origClientOrderId=here").Tree();

        Assert.Equal(("NEW", "here"), ((string?)found["status"], (string?)found["clientOrderId"]));
        Assert.Equal(
            (400, -2013, "Order does not exist."),
            Fault(Send("GET", "/api/v3/order", "symbol=BTCUSDT&origClientOrderId=gone")));
    }

    [Fact]
    public void Cancel_OpenOrder_WorksOnce()
    {
        Send("POST", "/api/v3/order", Market.Order("c", price: 90m));
        const string Fields = "symbol=BTCUSDT&origClientOrderId=c";

        Assert.Equal("CANCELED", (string?)Send("DELETE", "/api/v3/order", Fields).Tree()["status"]);
        Assert.Equal((400, -2011, "Unknown order sent."), Fault(Send("DELETE", "/api/v3/order", Fields)));
    }

    [Fact]
    public void CancelAll_OfASymbol_TakesForeignOrdersBackToo()
    {
        Send("POST", "/api/v3/order", Market.Order("c-1", price: 90m));
        _core.Place(Market.Buy(1, 91m, "foreign"));

        Assert.Equal(2, Send("DELETE", "/api/v3/openOrders", "symbol=BTCUSDT").Tree().AsArray().Count);
        Assert.Empty(Send("GET", "/api/v3/openOrders", "symbol=BTCUSDT").Tree().AsArray());
    }

    [Fact]
    public void Trades_FromAnId_ComeOldestFirstUpToTheLimit()
    {
        for (int i = 0; i < 5; i++)
        {
            Send("POST", "/api/v3/order", Market.Order($"t-{i}"));
        }

        JsonArray page = Send("GET", "/api/v3/myTrades", "symbol=BTCUSDT&fromId=2&limit=3").Tree().AsArray();
        JsonArray newest = Send("GET", "/api/v3/myTrades", "symbol=BTCUSDT&limit=2").Tree().AsArray();

        Assert.Equal([2L, 3, 4], page.Select(trade => (long)trade!["id"]!));
        Assert.Equal([4L, 5], newest.Select(trade => (long)trade!["id"]!));
    }

    [Fact]
    public void Answer_BeyondTheWeight_SlowsDownThenBans()
    {
        BinanceWire wire = new(_core, Market.Key, Market.Secret) { WeightPerMinute = 40, RefusalsToBan = 2 };
        WireAnswer Ask() => wire.Answer(Market.Signed(_clock, "GET", "/api/v3/account"));
        Assert.Equal("20", Ask().Headers["X-MBX-USED-WEIGHT-1M"]);
        Assert.Equal(200, Ask().Status);

        WireAnswer slow = Ask();
        Ask();
        WireAnswer banned = Ask();

        Assert.Equal((429, "60"), (slow.Status, slow.Headers["Retry-After"]));
        Assert.Equal((418, "120"), (banned.Status, banned.Headers["Retry-After"]));
        _clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(418, Ask().Status);
        _clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(200, Ask().Status);
    }

    [Fact]
    public void Place_TooManyOrdersWithoutATrade_IsSlowedDownUntilTheNextWindow()
    {
        BinanceWire wire = new(_core, Market.Key, Market.Secret) { OrdersPerTenSeconds = 2 };
        WireAnswer Rest(string id) =>
            wire.Answer(Market.Signed(_clock, "POST", "/api/v3/order", Market.Order(id, price: 90m)));
        Rest("o-1");
        Assert.Equal("2", Rest("o-2").Headers["X-MBX-ORDER-COUNT-10S"]);

        WireAnswer refused = Rest("o-3");

        Assert.Equal(429, refused.Status);
        Assert.Equal(-1015, (int)refused.Tree()["code"]!);
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(200, Rest("o-3").Status);
    }

    [Fact]
    public void Rules_OfASymbol_CarryItsFilters()
    {
        JsonNode symbol = _wire.Answer(WireRequest.Of("GET", "/api/v3/exchangeInfo?symbol=BTCUSDT"))
            .Tree()["symbols"]![0]!;
        Dictionary<string, JsonNode> filters =
            symbol["filters"]!.AsArray()
                .ToDictionary(filter => (string)filter!["filterType"]!, filter => filter!);

        Assert.Equal("0.01000000", (string?)filters["PRICE_FILTER"]["tickSize"]);
        Assert.Equal("0.00100000", (string?)filters["LOT_SIZE"]["stepSize"]);
        Assert.Equal("5.00000000", (string?)filters["NOTIONAL"]["minNotional"]);
    }

    [Fact]
    public void Account_AfterAnOrder_ShowsFreeAndLocked()
    {
        Send("POST", "/api/v3/order", Market.Order("l", quantity: 2, price: 90m));

        JsonNode money = Send("GET", "/api/v3/account").Tree()["balances"]!.AsArray()
            .Single(balance => (string?)balance!["asset"] == "USDT")!;

        Assert.Equal(
            (9820m, 180m),
            (decimal.Parse((string)money["free"]!, CultureInfo.InvariantCulture),
                decimal.Parse((string)money["locked"]!, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Answer_WithoutOrWithAWrongKey_IsUnauthorized()
    {
        Assert.Equal(401, _wire.Answer(WireRequest.Of("GET", "/api/v3/account?timestamp=1")).Status);
        Assert.Equal(-2015, (int)_wire.Answer(WireRequest.Of(
            "GET", "/api/v3/account?timestamp=1", null, ("X-MBX-APIKEY", "other"))).Tree()["code"]!);
    }

    private WireAnswer Send(string method, string path, string fields = "") =>
        _wire.Answer(Market.Signed(_clock, method, path, fields));

    private static (int Status, int Code, string Message) Fault(WireAnswer answer) =>
        (answer.Status, (int)answer.Tree()["code"]!, (string)answer.Tree()["msg"]!);
}
