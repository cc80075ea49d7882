using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using TradingBase.Testing;
using TradingBase.Testing.Exchange;

namespace TradingBase.Adapters.Tests.Exchange;

public sealed class CoinbaseWireTests : IDisposable
{
    private const string Root = "/api/v3/brokerage/";
    private const string Key = "organizations/o/apiKeys/k";
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ManualClock _clock = new(Market.Start);
    private readonly ExchangeCore _core;
    private readonly CoinbaseWire _wire;

    public CoinbaseWireTests()
    {
        _core = new(_clock, ExchangeIdRule.GivesTheFirst);
        _core.List(
            new("BTC-USD", "BTC", "USD") { MakerFee = 0.006m, TakerFee = 0.008m },
            PricePaths.Flat(Market.Start, 99.99m, 100.01m, 50));
        _core.Deposit("USD", 10_000m);
        _wire = new(_core, Key, _key);
    }

    public void Dispose() => _key.Dispose();

    [Fact]
    public void Place_Market_IsAcceptedAndFoundFilled()
    {
        JsonNode placed = Place("a").Tree();
        string id = (string)placed["success_response"]!["order_id"]!;

        JsonNode order = Send("GET", $"orders/historical/{id}").Tree()["order"]!;

        Assert.True((bool)placed["success"]!);
        Assert.Equal(
            ("FILLED", "1", "100.01", "0.80008"),
            ((string?)order["status"], (string?)order["filled_size"], (string?)order["average_filled_price"],
                (string?)order["total_fees"]));
    }

    [Fact]
    public void Place_TheSameIdAgain_GivesTheFirstOrder()
    {
        string first = (string)Place("a").Tree()["success_response"]!["order_id"]!;

        Assert.Equal(first, (string?)Place("a").Tree()["success_response"]!["order_id"]);
        Assert.Single(_core.Orders);
    }

    [Theory]
    [InlineData("500", "99", "INSUFFICIENT_FUND")]
    [InlineData("1", "99.001", "INVALID_PRICE_PRECISION")]
    [InlineData("0.000001", "99", "INVALID_SIZE_PRECISION")]
    public void Place_AgainstARule_IsRefusedWithHttp200(string size, string limit, string error)
    {
        WireAnswer answer = Place("a", size, limit);

        Assert.Equal(200, answer.Status);
        Assert.False((bool)answer.Tree()["success"]!);
        Assert.Equal(error, (string?)answer.Tree()["error_response"]!["error"]);
        Assert.Empty(_core.Orders);
    }

    [Fact]
    public void Place_NumbersThatAreNoStrings_AreMalformed() => Assert.Equal(
        400,
        Send("POST", "orders", """
            {"client_order_id":"a","product_id":"BTC-USD","side":"BUY",
             "order_configuration":{"market_market_ioc":{"base_size":1}}}
            """).Status);

    [Fact]
    public void Cancel_KnownEndedAndUnknown_AnswersForEach()
    {
        string open = (string)Place("a", "1", "90").Tree()["success_response"]!["order_id"]!;
        string body = new JsonObject { ["order_ids"] = new JsonArray(open, "no-such") }.ToJsonString();

        JsonNode first = Send("POST", "orders/batch_cancel", body).Tree()["results"]!;
        JsonNode second = Send("POST", "orders/batch_cancel", body).Tree()["results"]!;

        Assert.Equal(
            (true, "UNKNOWN_CANCEL_ORDER", "INVALID_CANCEL_REQUEST"),
            ((bool)first[0]!["success"]!, (string?)first[1]!["failure_reason"],
                (string?)second[0]!["failure_reason"]));
    }

    [Fact]
    public void Fills_InPages_EndWithAnEmptyCursorAndLoopWhenTold()
    {
        for (int i = 0; i < 3; i++)
        {
            Place($"a-{i}");
        }

        JsonNode one = Send("GET", "orders/historical/fills?limit=2").Tree();
        JsonNode two = Send("GET", "orders/historical/fills?limit=2&cursor=2").Tree();
        TrappedWire looping = new(_wire, TrapPlan.Of(new Trap(TrapKind.PageLoop, WireCall.Trades)));
        JsonNode loop =
            looping.Answer(Signed("GET", "orders/historical/fills?limit=2&cursor=2", null)).Tree();

        Assert.Equal((2, "2"), (one["fills"]!.AsArray().Count, (string?)one["cursor"]));
        Assert.Equal((1, ""), (two["fills"]!.AsArray().Count, (string?)two["cursor"]));
        Assert.Equal("2", (string?)loop["cursor"]);
    }

    [Fact]
    public void Orders_ByStatus_AreListed()
    {
        Place("open", "1", "90");
        Place("filled");

        JsonArray open = Send("GET", "orders/historical/batch?order_status=OPEN").Tree()["orders"]!.AsArray();

        Assert.Equal("open", (string?)Assert.Single(open)!["client_order_id"]);
    }

    [Fact]
    public void Accounts_AfterAnOrder_ShowWhatIsOnHold()
    {
        Place("a", "1", "90");

        JsonNode account = Assert.Single(Send("GET", "accounts").Tree()["accounts"]!.AsArray())!;

        Assert.Equal(
            ("90.72", "9909.28"),
            ((string?)account["hold"]!["value"], (string?)account["available_balance"]!["value"]));
    }

    [Theory]
    [InlineData("GET api.coinbase.com/api/v3/brokerage/accounts", 0, 120, 200)]
    [InlineData("POST api.coinbase.com/api/v3/brokerage/accounts", 0, 120, 401)]
    [InlineData("GET api.coinbase.com/api/v3/brokerage/orders", 0, 120, 401)]
    [InlineData("GET elsewhere.test/api/v3/brokerage/accounts", 0, 120, 401)]
    [InlineData("GET api.coinbase.com/api/v3/brokerage/accounts", 5, 120, 401)]
    [InlineData("GET api.coinbase.com/api/v3/brokerage/accounts", -120, 120, 401)]
    [InlineData("GET api.coinbase.com/api/v3/brokerage/accounts", 0, 121, 401)]
    public void Answer_Token_IsForOneMethodPathHostAndTwoMinutes(
        string uri, int from, int life, int status) =>
        Assert.Equal(status, _wire.Answer(WireRequest.Of(
            "GET", $"{Root}accounts", null,
            ("Authorization", $"Bearer {Token(_key, uri, from, life)}"))).Status);

    [Fact]
    public void Answer_TokenOfAnotherKeyOrNone_IsUnauthorized()
    {
        using ECDsa other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string token = Token(other, $"GET api.coinbase.com{Root}accounts");

        Assert.Equal(401, _wire.Answer(WireRequest.Of(
            "GET", $"{Root}accounts", null, ("Authorization", $"Bearer {token}"))).Status);
        Assert.Equal(401, _wire.Answer(WireRequest.Of("GET", $"{Root}accounts")).Status);
        Assert.Equal(401, _wire.Answer(WireRequest.Of(
            "GET", $"{Root}accounts", null, ("Authorization", "Bearer a.b.c"))).Status);
    }

    [Fact]
    public void Public_TimeAndProduct_NeedNoToken()
    {
        Assert.Equal(
            $"{Market.Start.ToUnixTimeSeconds()}",
            (string?)_wire.Answer(WireRequest.Of("GET", $"{Root}time")).Tree()["epochSeconds"]);
        Assert.Equal(
            "0.01",
            (string?)_wire.Answer(WireRequest.Of("GET", $"{Root}market/products/BTC-USD"))
                .Tree()["price_increment"]);
    }

    [Fact]
    public void Answer_BeyondTheRate_Is429UntilTheNextSecond()
    {
        CoinbaseWire wire = new(_core, Key, _key) { PrivatePerSecond = 1 };
        int Ask() => wire.Answer(Signed("GET", "accounts", null)).Status;

        Assert.Equal((200, 429), (Ask(), Ask()));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(200, Ask());
    }

    [Fact]
    public void ErrorInside_AnOrder_IsNoSuccessWithHttp200()
    {
        TrappedWire trapped = new(_wire, TrapPlan.Of(new Trap(TrapKind.ErrorInside, WireCall.Place)));

        WireAnswer answer = trapped.Answer(Signed("POST", "orders", "{}"));

        Assert.Equal((200, false), (answer.Status, (bool)answer.Tree()["success"]!));
    }

    private WireAnswer Place(string id, string size = "1", string? limit = null)
    {
        JsonObject terms = new() { ["base_size"] = size };
        if (limit is not null)
        {
            terms["limit_price"] = limit;
        }

        return Send("POST", "orders", new JsonObject
        {
            ["client_order_id"] = id, ["product_id"] = "BTC-USD", ["side"] = "BUY",
            ["order_configuration"] = new JsonObject
            {
                [limit is null ? "market_market_ioc" : "limit_limit_gtc"] = terms,
            },
        }.ToJsonString());
    }

    private WireAnswer Send(string method, string target, string? body = null) =>
        _wire.Answer(Signed(method, target, body));

    private WireRequest Signed(string method, string target, string? body) => WireRequest.Of(
        method, Root + target, body,
        ("Authorization", $"Bearer {Token(_key, $"{method} api.coinbase.com{Root}{target.Split('?')[0]}")}"));

    private string Token(ECDsa key, string uri, int from = 0, int life = 120)
    {
        long start = _clock.GetUtcNow().ToUnixTimeSeconds() + from;
        string head = Encode(new() { ["alg"] = "ES256", ["typ"] = "JWT", ["kid"] = Key, ["nonce"] = "1f" });
        string claims = Encode(new()
        {
            ["sub"] = Key, ["iss"] = "cdp", ["nbf"] = start, ["exp"] = start + life, ["uri"] = uri,
        });
        byte[] signature =
            key.SignData(Encoding.ASCII.GetBytes($"{head}.{claims}"), HashAlgorithmName.SHA256);
        return $"{head}.{claims}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Encode(JsonObject part) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));
}
