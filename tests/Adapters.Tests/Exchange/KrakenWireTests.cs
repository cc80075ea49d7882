using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using TradingBase.Testing;
using TradingBase.Testing.Exchange;

namespace TradingBase.Adapters.Tests.Exchange;

public sealed class KrakenWireTests
{
    private const string Secret =
        "kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==";

    private readonly ManualClock _clock = new(Market.Start);
    private readonly ExchangeCore _core;
    private readonly KrakenWire _wire;
    private long _nonce = 1_700_000_000_000;

    public KrakenWireTests()
    {
        _core = new(_clock, ExchangeIdRule.UniqueWhileOpen);
        _core.List(
            new("XBTUSD", "XBT", "USD") { Tick = 0.1m, MakerFee = 0.0016m, TakerFee = 0.0026m },
            PricePaths.Flat(Market.Start, 37_000.0m, 37_000.1m, 5));
        _core.Deposit("USD", 100_000m);
        _wire = new(_core, "key", Secret);
    }

    [Fact]
    public void Answer_PublishedSignature_IsTakenAndAnotherIsNot()
    {
        const string Body =
            "nonce=1616492376594&ordertype=limit&pair=XBTUSD&price=37500&type=buy&volume=1.25";
        const string Signature =
            "4/dpxb3iT4tp/ZCVEwSnEsLxx0bqyhLpdfOpc6fn7OR8+UClSV5n9E6aSS8MPtnRfp32bAb0nmbRn6H8ndwLUQ==";

        string? forged = Error(Post("AddOrder", Body, Signature[..^4] + "AA=="));
        WireAnswer good = Post("AddOrder", Body, Signature);

        Assert.Equal("EAPI:Invalid signature", forged);
        Assert.Null(Error(good));
        Assert.Equal(
            "buy 1.25000000 XBTUSD @ limit 37500", (string?)good.Tree()["result"]!["descr"]!["order"]);
        Assert.Single(_core.Orders);
    }

    [Fact]
    public void Answer_NonceThatDoesNotRise_IsInvalidWithHttp200()
    {
        Assert.Null(Error(Send("Balance", "", nonce: 5)));

        WireAnswer same = Send("Balance", "", nonce: 5);

        Assert.Equal((200, "EAPI:Invalid nonce"), (same.Status, Error(same)));
        Assert.Equal("EAPI:Invalid nonce", Error(Send("Balance", "", nonce: 4)));
        Assert.Null(Error(Send("Balance", "", nonce: 6)));
    }

    [Fact]
    public void NonceBack_OneRequest_IsRefusedUntilTheNonceRises()
    {
        TrappedWire trapped = new(_wire, TrapPlan.Of(new Trap(TrapKind.NonceBack, WireCall.Account)));

        Assert.Equal("EAPI:Invalid nonce", Error(trapped.Answer(Signed("Balance", "", 7))));
        Assert.Null(Error(trapped.Answer(Signed("Balance", "", 8))));
    }

    [Fact]
    public void Place_Limit_CanBeFoundByItsIdsAndCanceledOnce()
    {
        string id = Guid.Empty.ToString("D");
        string txid = (string)Place($"&price=30000.0&cl_ord_id={id}").Tree()["result"]!["txid"]![0]!;

        JsonNode open = Send("OpenOrders", $"&cl_ord_id={id}").Tree()["result"]!["open"]![txid]!;
        JsonNode asked = Send("QueryOrders", $"&txid={txid}").Tree()["result"]![txid]!;

        Assert.Equal(("open", id), ((string?)open["status"], (string?)open["cl_ord_id"]));
        Assert.Equal("1.00000000", (string?)asked["vol"]);
        Assert.Equal(1, (int?)Send("CancelOrder", $"&txid={txid}").Tree()["result"]!["count"]);
        Assert.Equal("EOrder:Unknown order", Error(Send("CancelOrder", $"&txid={txid}")));
        JsonNode ended = Send("QueryOrders", $"&txid={txid}").Tree()["result"]![txid]!;
        Assert.Equal("canceled", (string?)ended["status"]);
        Assert.Equal("EOrder:Invalid order", Error(Send("QueryOrders", "&txid=OXXXXX-VENUE-ORDERS")));
    }

    [Fact]
    public void Place_Market_ClosesWithFeeInQuoteAndATrade()
    {
        string txid = (string)Place("", "market").Tree()["result"]!["txid"]![0]!;

        JsonNode order = Send("QueryOrders", $"&txid={txid}&trades=true").Tree()["result"]![txid]!;
        JsonNode trades = Send("TradesHistory", "").Tree()["result"]!["trades"]!;

        Assert.Equal(
            ("closed", "37000.1", "96.20026"),
            ((string?)order["status"], (string?)order["price"], (string?)order["fee"]));
        string trade = (string)order["trades"]![0]!;
        Assert.Equal(
            ("XXBTZUSD", txid), ((string?)trades[trade]!["pair"], (string?)trades[trade]!["ordertxid"]));
    }

    [Theory]
    [InlineData("&price=30000.05", "EOrder:Tick size check failed")]
    [InlineData("&price=90000&volume=10", "EOrder:Insufficient funds")]
    [InlineData("", "EGeneral:Invalid arguments:price")]
    [InlineData("&price=30000&cl_ord_id=longer-than-18-characters", "EGeneral:Invalid arguments:cl_ord_id")]
    [InlineData("&price=30000&pair=NOPE", "EQuery:Unknown asset pair")]
    [InlineData("&price=38000&oflags=post", "EOrder:Post only order")]
    public void Place_AgainstARule_IsRefusedInside(string fields, string error)
    {
        WireAnswer answer = Place(fields);

        Assert.Equal((200, error), (answer.Status, Error(answer)));
        Assert.Empty(_core.Orders);
    }

    [Fact]
    public void Place_TheSameIdWhileOpenAndAfter_IsRefusedThenBuysTwice()
    {
        Place("&price=30000&cl_ord_id=same");
        Assert.Equal("EOrder:Duplicate order", Error(Place("&price=30000&cl_ord_id=same")));

        Send("CancelAll", "");
        Place("&price=30000&cl_ord_id=same");

        Assert.Equal(["same"], _core.FindDoubles());
    }

    [Fact]
    public void DeadMan_NotToldAgain_CancelsAll()
    {
        Place("&price=30000");

        JsonNode armed = Send("CancelAllOrdersAfter", "&timeout=60").Tree()["result"]!;
        _clock.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(
            ("2026-03-02T15:00:00Z", "2026-03-02T15:01:00Z"),
            ((string?)armed["currentTime"], (string?)armed["triggerTime"]));
        Assert.Empty(Send("OpenOrders", "").Tree()["result"]!["open"]!.AsObject());
        Assert.Equal(
            "0", (string?)Send("CancelAllOrdersAfter", "&timeout=0").Tree()["result"]!["triggerTime"]);
    }

    [Fact]
    public void Answer_MoreCallsThanTheCounterHolds_IsRefusedUntilItDecays()
    {
        KrakenWire wire = new(_core, "key", Secret) { CounterLimit = 4, CounterDecay = 1 };
        string? Ask(string call) => Error(wire.Answer(Signed(call, "", ++_nonce)));
        Assert.Null(Ask("TradesHistory"));
        Assert.Null(Ask("TradesHistory"));

        Assert.Equal("EAPI:Rate limit exceeded", Ask("Balance"));
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(Ask("Balance"));
    }

    [Fact]
    public void TradesHistory_InPagesOfFifty_LoopsWhenTold()
    {
        for (int i = 0; i < 60; i++)
        {
            _core.Place(new("XBTUSD", null, true, ExchangeOrderKind.Market, 0.01m));
        }

        JsonObject first = Send("TradesHistory", "").Tree()["result"]!["trades"]!.AsObject();
        WireAnswer second = Send("TradesHistory", "&ofs=50");
        TrappedWire looping = new(_wire, TrapPlan.Of(new Trap(TrapKind.PageLoop, WireCall.Trades)));
        JsonObject again = looping.Answer(Signed("TradesHistory", "&ofs=50", ++_nonce))
            .Tree()["result"]!["trades"]!.AsObject();

        Assert.Equal((50, 10), (first.Count, second.Tree()["result"]!["trades"]!.AsObject().Count));
        Assert.Equal(60, (int?)second.Tree()["result"]!["count"]);
        Assert.Equal(first.ToJsonString(), again.ToJsonString());
    }

    [Fact]
    public void Balance_AfterAnOrder_ShowsTotalsAndHoldsUnderTheVenuesNames()
    {
        Place("&price=30000");

        JsonNode money = Send("BalanceEx", "").Tree()["result"]!["ZUSD"]!;

        Assert.Equal(("100000", "30078"), ((string?)money["balance"], (string?)money["hold_trade"]));
        Assert.Equal("100000", (string?)Send("Balance", "").Tree()["result"]!["ZUSD"]);
    }

    [Fact]
    public void Public_TimeRulesAndPrices_AreAnsweredWithoutAKey()
    {
        JsonNode Get(string target) => _wire.Answer(WireRequest.Of("GET", target)).Tree()["result"]!;

        Assert.Equal(Market.Start.ToUnixTimeSeconds(), (long?)Get("/0/public/Time")["unixtime"]);
        Assert.Equal("37000.1", (string?)Get("/0/public/Ticker?pair=XBTUSD")["XXBTZUSD"]!["a"]![0]);
        JsonNode rule = Get("/0/public/AssetPairs?pair=XBT/USD")["XXBTZUSD"]!;
        Assert.Equal(
            ("0.1", 1, "XXBT"),
            ((string?)rule["tick_size"], (int?)rule["pair_decimals"], (string?)rule["base"]));
    }

    [Fact]
    public void ErrorInside_AnyRequest_IsHttp200()
    {
        TrappedWire trapped = new(_wire, TrapPlan.Of(new Trap(TrapKind.ErrorInside, WireCall.Place)));

        WireAnswer answer = trapped.Answer(Signed(
            "AddOrder", "&ordertype=market&type=buy&volume=1&pair=XBTUSD", ++_nonce));

        Assert.Equal((200, "EService:Unavailable"), (answer.Status, Error(answer)));
        Assert.Empty(_core.Orders);
    }

    // Fields given first count, so that a test can replace one.
    private WireAnswer Place(string fields, string type = "limit") =>
        Send("AddOrder", $"{fields}&ordertype={type}&pair=XBTUSD&type=buy&volume=1");

    private WireAnswer Send(string call, string fields, long? nonce = null) =>
        _wire.Answer(Signed(call, fields, nonce ?? ++_nonce));

    private static WireRequest Signed(string call, string fields, long nonce)
    {
        string path = $"/0/private/{call}";
        string text = nonce.ToString(CultureInfo.InvariantCulture);
        string body = $"nonce={text}{fields}";
        byte[] digest = SHA256.HashData(Encoding.UTF8.GetBytes(text + body));
        using HMACSHA512 hmac = new(Convert.FromBase64String(Secret));
        byte[] sign = hmac.ComputeHash([.. Encoding.UTF8.GetBytes(path), .. digest]);
        return WireRequest.Of(
            "POST", path, body, ("API-Key", "key"), ("API-Sign", Convert.ToBase64String(sign)));
    }

    private WireAnswer Post(string call, string body, string signature) => _wire.Answer(WireRequest.Of(
        "POST", $"/0/private/{call}", body, ("API-Key", "key"), ("API-Sign", signature)));

    private static string? Error(WireAnswer answer) =>
        answer.Tree()["error"]!.AsArray() is { Count: > 0 } errors ? (string?)errors[0] : null;
}
