using System.Text.Json.Nodes;
using TradingBase.Testing;
using TradingBase.Testing.Exchange;

namespace TradingBase.Adapters.Tests.Exchange;

public sealed class AlpacaWireTests
{
    private static readonly ExchangeSymbol Apple = new("AAPL", "AAPL", "USD")
    {
        Lot = 1, MinQuantity = 1, MakerFee = 0, TakerFee = 0, MinNotional = 1,
    };

    private readonly ManualClock _clock = new(Market.Start);
    private readonly ExchangeCore _core;
    private readonly AlpacaWire _wire;

    public AlpacaWireTests()
    {
        _core = new(_clock, ExchangeIdRule.UniqueForever);
        _core.List(Apple, PricePaths.Flat(Market.Start, 99.99m, 100.01m, 100));
        _core.Deposit("USD", 10_000m);
        _wire = new(_core, "key", "secret");
    }

    [Fact]
    public void Place_Market_SaysPendingThoughItIsFilled()
    {
        JsonNode placed = Place("a").Tree();

        Assert.Equal(("pending_new", "0"), ((string?)placed["status"], (string?)placed["filled_qty"]));
        JsonNode asked = Send("GET", "/v2/orders:by_client_order_id?client_order_id=a").Tree();
        Assert.Equal(
            ("filled", "10", "100.01"),
            ((string?)asked["status"], (string?)asked["filled_qty"], (string?)asked["filled_avg_price"]));
        Assert.Equal("filled", (string?)Send("GET", $"/v2/orders/{placed["id"]}").Tree()["status"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("90")]
    public void Place_TheSameIdAgain_IsRefusedForGood(string? limit)
    {
        Place("a", limit: limit);

        WireAnswer again = Place("a", limit: limit);

        Assert.Equal((422, 40010001), (again.Status, (int)again.Tree()["code"]!));
        Assert.Single(_core.Orders);
    }

    [Theory]
    [InlineData("1000", "90", 403, 40310000)]
    [InlineData("1.5", "90", 422, 42210000)]
    [InlineData("1", "90.001", 422, 42210000)]
    [InlineData("-1", "90", 422, 40010001)]
    public void Place_AgainstARule_IsRefusedByCode(string quantity, string limit, int status, int code)
    {
        WireAnswer answer = Place("a", quantity, limit);

        Assert.Equal((status, code), (answer.Status, (int)answer.Tree()["code"]!));
    }

    [Fact]
    public void Place_WithoutALimitOrABody_IsRefused()
    {
        Assert.Equal(422, Send("POST", "/v2/orders", """
            {"symbol":"AAPL","qty":"1","side":"buy","type":"limit","time_in_force":"day"}
            """).Status);
        Assert.Equal(400, Send("POST", "/v2/orders", "{").Status);
    }

    [Fact]
    public void Cancel_Order_AnswersNothingAndOnlyOnce()
    {
        JsonNode order = Place("a", limit: "90").Tree();

        WireAnswer first = Send("DELETE", $"/v2/orders/{order["id"]}");
        WireAnswer second = Send("DELETE", $"/v2/orders/{order["id"]}");

        Assert.Equal((204, "", 422), (first.Status, first.Body, second.Status));
        Assert.Equal(404, Send("DELETE", "/v2/orders/00000009-0000-4000-8000-000000000001").Status);
    }

    [Fact]
    public void CancelAll_OpenOrders_AnswersForEach()
    {
        Place("a", "1", "90");
        Place("b", "1", "91");

        WireAnswer answer = Send("DELETE", "/v2/orders");

        Assert.Equal((207, 2), (answer.Status, answer.Tree().AsArray().Count));
        Assert.Empty(Send("GET", "/v2/orders").Tree().AsArray());
        Assert.Equal(2, Send("GET", "/v2/orders?status=closed").Tree().AsArray().Count);
    }

    [Fact]
    public void Activities_InPages_EndAfterTheLastAndLoopWhenTold()
    {
        for (int i = 0; i < 3; i++)
        {
            Place($"a-{i}", "1");
        }

        const string First = "/v2/account/activities?activity_types=FILL&direction=asc&page_size=2";
        JsonArray one = Send("GET", First).Tree().AsArray();
        string next = $"{First}&page_token={Uri.EscapeDataString((string)one[1]!["id"]!)}";
        JsonArray two = Send("GET", next).Tree().AsArray();
        TrappedWire looping = new(_wire, TrapPlan.Of(new Trap(TrapKind.PageLoop, WireCall.Trades)));

        Assert.Equal((2, 1), (one.Count, two.Count));
        Assert.Equal(one.ToJsonString(), looping.Answer(Request("GET", next, null)).Body);
    }

    [Fact]
    public void Account_AndPositions_AreStringsThatAddUp()
    {
        Place("a");

        JsonNode account = Send("GET", "/v2/account").Tree();
        JsonNode position = Send("GET", "/v2/positions").Tree()[0]!;

        Assert.Equal(("8999.9", "9999.9"), ((string?)account["cash"], (string?)account["equity"]));
        Assert.Equal(
            ("AAPL", "10", "100.01", "1000"),
            ((string?)position["symbol"], (string?)position["qty"], (string?)position["avg_entry_price"],
                (string?)position["market_value"]));
        Assert.Equal(404, Send("GET", "/v2/positions/MSFT").Status);
    }

    [Fact]
    public void Place_AtTheClose_TradesThenAndTheDaysOrderExpires()
    {
        Place("close", "1", validity: "cls");
        Place("day", "1", "90");
        Assert.Equal("accepted", State("close"));

        _clock.Advance(new DateTimeOffset(2026, 3, 2, 21, 0, 0, TimeSpan.Zero) - Market.Start);

        Assert.Equal(("filled", "expired"), (State("close"), State("day")));
        Assert.Empty(_core.Audit());
    }

    [Fact]
    public void Clock_OnAMondayMorning_IsOpenInNewYorksTime()
    {
        JsonNode clock = Send("GET", "/v2/clock").Tree();

        Assert.True((bool)clock["is_open"]!);
        Assert.Equal("2026-03-02T16:00:00.0000000-05:00", (string?)clock["next_close"]);
        Assert.Equal("2026-03-03T09:30:00.0000000-05:00", (string?)clock["next_open"]);
    }

    [Fact]
    public void Answer_BeyondTheRate_Is429WithTheReset()
    {
        AlpacaWire wire = new(_core, "key", "secret") { RequestsPerMinute = 1 };
        Assert.Equal("0", wire.Answer(Request("GET", "/v2/clock", null)).Headers["X-RateLimit-Remaining"]);

        WireAnswer slow = wire.Answer(Request("GET", "/v2/clock", null));

        Assert.Equal(429, slow.Status);
        Assert.Equal(
            $"{Market.Start.AddMinutes(1).ToUnixTimeSeconds()}", slow.Headers["X-RateLimit-Reset"]);
    }

    [Fact]
    public void Answer_WithoutOrWithAWrongKey_IsRefused()
    {
        Assert.Equal(401, _wire.Answer(WireRequest.Of("GET", "/v2/account")).Status);
        Assert.Equal(403, _wire.Answer(WireRequest.Of(
            "GET", "/v2/account", null, ("APCA-API-KEY-ID", "key"), ("APCA-API-SECRET-KEY", "no"))).Status);
    }

    private string? State(string id) =>
        (string?)Send("GET", $"/v2/orders:by_client_order_id?client_order_id={id}").Tree()["status"];

    private WireAnswer Place(
        string id, string quantity = "10", string? limit = null, string validity = "day") =>
        Send("POST", "/v2/orders", new JsonObject
        {
            ["symbol"] = "AAPL", ["qty"] = quantity, ["side"] = "buy",
            ["type"] = limit is null ? "market" : "limit", ["limit_price"] = limit,
            ["time_in_force"] = validity, ["client_order_id"] = id,
        }.ToJsonString());

    private WireAnswer Send(string method, string target, string? body = null) =>
        _wire.Answer(Request(method, target, body));

    private static WireRequest Request(string method, string target, string? body) => WireRequest.Of(
        method, target, body, ("APCA-API-KEY-ID", "key"), ("APCA-API-SECRET-KEY", "secret"));
}
