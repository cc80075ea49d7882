using System.Text.Json;
using System.Text.Json.Nodes;
using TradingBase.Testing.Exchange;

namespace TradingBase.Adapters.Tests.Exchange;

/// <summary>Each trap is played, seen from a client that speaks raw HTTP.</summary>
public sealed class TrapTests : TrapRig
{
    [Theory]
    [InlineData(null)]
    [InlineData(3)]
    public async Task TooManyRequests_OnAnOrder_MakesNoneAndSaysHowLong(int? seconds)
    {
        using HttpClient client = Client(new Trap(TrapKind.TooManyRequests, WireCall.Place, 1, seconds));

        using HttpResponseMessage answer = await Send(client, "POST", Orders, Market.Order("a"));

        double? wait = answer.Headers.RetryAfter?.Delta?.TotalSeconds;
        Assert.Equal((429, seconds), ((int)answer.StatusCode, (int?)wait));
        Assert.Empty(Core.Orders);
    }

    [Fact]
    public async Task Banned_OnAnyRequest_Says418()
    {
        using HttpClient client = Client(new Trap(TrapKind.Banned, WireCall.Any, 1, 120));

        using HttpResponseMessage answer = await Send(client, "GET", "/api/v3/account");

        Assert.Equal((418, 120d), ((int)answer.StatusCode, answer.Headers.RetryAfter?.Delta?.TotalSeconds));
    }

    [Theory]
    [InlineData(TrapKind.Unavailable, 503, 0)]
    [InlineData(TrapKind.GatewayTimeoutBefore, 504, 0)]
    [InlineData(TrapKind.GatewayTimeoutAfter, 504, 1)]
    [InlineData(TrapKind.OutcomeUnknown, 504, 1)]
    public async Task Gateways_OnAnOrder_HideWhetherItWasMade(TrapKind kind, int status, int orders)
    {
        using HttpClient client = Client(new Trap(kind, WireCall.Place));

        using HttpResponseMessage answer = await Send(client, "POST", Orders, Market.Order("a"));

        Assert.Equal((status, orders), ((int)answer.StatusCode, Core.Orders.Count));
    }

    [Theory]
    [InlineData(TrapKind.LostAnswer, 1)]
    [InlineData(TrapKind.LostRequest, 0)]
    public async Task LostMessages_OnAnOrder_ShowAsTheClientsTimeOut(TrapKind kind, int orders)
    {
        using HttpClient client = Client(new Trap(kind, WireCall.Place));

        TaskCanceledException late = await Assert.ThrowsAsync<TaskCanceledException>(
            () => Send(client, "POST", Orders, Market.Order("a")));

        Assert.IsType<TimeoutException>(late.InnerException);
        Assert.Equal(orders, Core.Orders.Count);
    }

    [Theory]
    [InlineData(TrapKind.CutBefore, 0)]
    [InlineData(TrapKind.CutAfter, 1)]
    [InlineData(TrapKind.CutInBody, 1)]
    public async Task Cuts_OnAnOrder_AreErrorsOfTheTransport(TrapKind kind, int orders)
    {
        using HttpClient client = Client(new Trap(kind, WireCall.Place));

        await Assert.ThrowsAsync<HttpRequestException>(
            () => Send(client, "POST", Orders, Market.Order("a")));

        Assert.Equal(orders, Core.Orders.Count);
    }

    [Fact]
    public async Task GatewayTimeout_ThenTheSameOrderAgain_BuysTwice()
    {
        using HttpClient client = Client(new Trap(TrapKind.GatewayTimeoutAfter, WireCall.Place));
        await Send(client, "POST", Orders, Market.Order("a"));

        using HttpResponseMessage again = await Send(client, "POST", Orders, Market.Order("a"));

        Assert.Equal((200, "a"), ((int)again.StatusCode, Assert.Single(Core.FindDoubles())));
    }

    [Fact]
    public async Task LateVisible_Order_IsFoundOnlyAfterAWhile()
    {
        using HttpClient client = Client(new Trap(TrapKind.LateVisible, WireCall.Place, 1, 10));
        await Assert.ThrowsAsync<TaskCanceledException>(
            () => Send(client, "POST", Orders, Market.Order("a")));

        Assert.Equal(-2013, (int?)(await Read(client, "GET", Orders, OfA))["code"]);
        Assert.Empty((await Read(client, "GET", "/api/v3/myTrades", "symbol=BTCUSDT")).AsArray());
        Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("FILLED", (string?)(await Read(client, "GET", Orders, OfA))["status"]);
    }

    [Theory]
    [InlineData(4, 1)]
    [InlineData(6, 0)]
    public async Task LateArrival_Order_IsMadeLaterWhereItsWindowAllows(int seconds, int orders)
    {
        using HttpClient client = Client(new Trap(TrapKind.LateArrival, WireCall.Place, 1, seconds));
        await Assert.ThrowsAsync<TaskCanceledException>(
            () => Send(client, "POST", Orders, Market.Order("a")));
        Assert.Empty(Core.Orders);

        Clock.Advance(TimeSpan.FromSeconds(10));
        Core.Advance();

        Assert.Equal(orders, Core.Orders.Count);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(-30)]
    public async Task ClockSkew_FromThenOn_IsRefusedAndShownByTheVenuesClock(int seconds)
    {
        using HttpClient client = Client(new Trap(TrapKind.ClockSkew, WireCall.Account, 1, seconds));

        Assert.Equal(-1021, (int?)(await Read(client, "GET", "/api/v3/account"))["code"]);
        Assert.Equal(
            Market.Start.AddSeconds(seconds).ToUnixTimeMilliseconds(),
            (long?)(await Read(client, "GET", "/api/v3/time"))["serverTime"]);
    }

    [Fact]
    public async Task ExponentNumbers_InAnAnswer_ReadTheSame()
    {
        using HttpClient client = Client(new Trap(TrapKind.ExponentNumbers, WireCall.Place));

        JsonNode placed = await Read(client, "POST", Orders, Market.Order("a"));

        Assert.Equal("1.0001E+2", (string?)placed["cummulativeQuoteQty"]);
        Assert.Equal("1E-3", (string?)placed["fills"]![0]!["commission"]);
    }

    [Fact]
    public async Task UnknownStatus_InAnAnswer_IsNoneThatTheVenueDocuments()
    {
        using HttpClient client = Client(new Trap(TrapKind.UnknownStatus, WireCall.Query));
        await Send(client, "POST", Orders, Market.Order("a"));

        Assert.Equal("HIBERNATING", (string?)(await Read(client, "GET", Orders, OfA))["status"]);
        Assert.Equal("FILLED", (string?)(await Read(client, "GET", Orders, OfA))["status"]);
    }

    [Theory]
    [InlineData(TrapKind.DuplicateTrades, new[] { 1L, 2, 1, 2 })]
    [InlineData(TrapKind.ReorderedTrades, new[] { 2L, 1 })]
    public async Task TradesInDisorder_OnOneReading_AreInOrderOnTheNext(TrapKind kind, long[] ids)
    {
        using HttpClient client = Client(new Trap(kind, WireCall.Trades));
        await Send(client, "POST", Orders, Market.Order("a"));
        await Send(client, "POST", Orders, Market.Order("b"));

        Assert.Equal(ids, await TradeIds(client));
        long[] again = await TradeIds(client);
        Assert.Equal([1L, 2], again);
    }

    [Fact]
    public async Task OtherPrice_OnTheSecondReading_IsAnotherThanOnTheFirst()
    {
        using HttpClient client = Client(new Trap(TrapKind.OtherPrice, WireCall.Trades, 2, 1.01m));
        await Send(client, "POST", Orders, Market.Order("a"));
        JsonNode first = await Read(client, "GET", "/api/v3/myTrades", "symbol=BTCUSDT");

        JsonNode second = await Read(client, "GET", "/api/v3/myTrades", "symbol=BTCUSDT");

        Assert.Equal(
            ("100.01000000", "101.01010000"), ((string?)first[0]!["price"], (string?)second[0]!["price"]));
        Assert.Equal((long?)first[0]!["id"], (long?)second[0]!["id"]);
    }

    [Theory]
    [InlineData(TrapKind.HalfBody)]
    [InlineData(TrapKind.EmptyBody)]
    public async Task BrokenBodies_OnAnOrder_AreNoJsonThoughItWasMade(TrapKind kind)
    {
        using HttpClient client = Client(new Trap(kind, WireCall.Place));

        using HttpResponseMessage answer = await Send(client, "POST", Orders, Market.Order("a"));
        string text = await answer.Content.ReadAsStringAsync();

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.ThrowsAny<JsonException>(() => JsonNode.Parse(text));
        Assert.Single(Core.Orders);
    }

    [Fact]
    public async Task SlowAnswer_OnAnOrder_TakesItsTime()
    {
        using HttpClient client = Client(new Trap(TrapKind.SlowAnswer, WireCall.Place, 1, 7));

        await Send(client, "POST", Orders, Market.Order("a"));

        Assert.Equal(Market.Start.AddSeconds(7), Clock.GetUtcNow());
    }
}
