using TradingBase.Testing;
using TradingBase.Testing.Exchange;

namespace TradingBase.Adapters.Tests.Exchange;

/// <summary>The venue in process and behind a socket is one venue.</summary>
public sealed class DoorTests
{
    private static readonly (string Method, string Path, string Fields)[] Talk =
    [
        ("POST", "/api/v3/order", Market.Order("a")),
        ("POST", "/api/v3/order", Market.Order("b", price: 90m)),
        ("POST", "/api/v3/order", Market.Order("b", price: 90m)),
        ("GET", "/api/v3/order", "symbol=BTCUSDT&origClientOrderId=b"),
        ("GET", "/api/v3/openOrders", "symbol=BTCUSDT"),
        ("DELETE", "/api/v3/order", "symbol=BTCUSDT&origClientOrderId=b"),
        ("GET", "/api/v3/myTrades", "symbol=BTCUSDT"),
        ("GET", "/api/v3/account", ""),
        ("GET", "/api/v3/exchangeInfo", "symbol=BTCUSDT"),
        ("GET", "/api/v3/nothing", ""),
    ];

    [Fact]
    public async Task Answers_InProcessAndOverASocket_AreEqual()
    {
        List<string> near = await TalkAsync((wire, clock) => (new ExchangeHandler(wire, clock), null));
        List<string> far = await TalkAsync((wire, _) =>
        {
            LoopbackDoor door = new(wire);
            return (new SocketsHttpHandler(), door);
        });

        Assert.Equal(near, far);
        Assert.Equal(Talk.Length, near.Count);
        Assert.Contains(near, answer => answer.StartsWith("200 ", StringComparison.Ordinal));
        Assert.Contains(near, answer => answer.StartsWith("400 ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(TrapKind.CutBefore)]
    [InlineData(TrapKind.CutAfter)]
    [InlineData(TrapKind.CutInBody)]
    public async Task Cuts_OverASocket_AreErrorsOfTheTransportToo(TrapKind kind)
    {
        ManualClock clock = new(Market.Start);
        await using LoopbackDoor door = new(Venue(clock, new Trap(kind)));
        using HttpClient client = new() { BaseAddress = door.Address };

        await Assert.ThrowsAsync<HttpRequestException>(() => Doors.SendAsync(
            client, InBody(Market.Signed(clock, "POST", "/api/v3/order", Market.Order("a")))));
    }

    /// <summary>
    /// Why a broker has to send orders with a body: the platform's client takes a connection that ends
    /// before the first byte of an answer for one that had idled, and sends what has no body again by itself.
    /// </summary>
    [Fact]
    public async Task HttpClient_OrderWithoutABodyOnAConnectionThatEnds_SendsItTwice()
    {
        ManualClock clock = new(Market.Start);
        TrappedWire wire = Venue(clock, new Trap(TrapKind.CutAfter));
        await using LoopbackDoor door = new(wire);
        using HttpClient client = new() { BaseAddress = door.Address };

        await Doors.SendAsync(client, Market.Signed(clock, "POST", "/api/v3/order", Market.Order("a")));

        Assert.Equal(["a"], wire.Core.FindDoubles());
    }

    [Fact]
    public async Task LostAnswer_OverASocket_EndsTheClientsPatience()
    {
        ManualClock clock = new(Market.Start);
        TrappedWire wire = Venue(clock, new Trap(TrapKind.LostAnswer));
        await using LoopbackDoor door = new(wire);
        using HttpClient client = new()
        {
            BaseAddress = door.Address, Timeout = TimeSpan.FromMilliseconds(300),
        };

        TaskCanceledException late = await Assert.ThrowsAsync<TaskCanceledException>(() => Doors.SendAsync(
            client, Market.Signed(clock, "POST", "/api/v3/order", Market.Order("a"))));

        Assert.IsType<TimeoutException>(late.InnerException);
        Assert.Single(wire.Core.Orders);
    }

    [Fact]
    public async Task Requests_FromManySides_AreAnsweredOneByOne()
    {
        ManualClock clock = new(Market.Start);
        TrappedWire wire = Venue(clock);
        await using LoopbackDoor door = new(wire);
        using HttpClient client = new() { BaseAddress = door.Address };

        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Doors.SendAsync(
            client, Market.Signed(clock, "POST", "/api/v3/order", Market.Order($"m-{i}", 0.1m)))));

        Assert.Equal(
            Enumerable.Range(1, 16).Select(id => (long)id), wire.Core.Orders.Select(order => order.Id));
        Assert.Empty(wire.Core.Audit());
    }

    [Fact]
    public async Task Bodies_InChunks_AreReadWhole()
    {
        ManualClock clock = new(Market.Start);
        TrappedWire wire = Venue(clock);
        await using LoopbackDoor door = new(wire);
        using HttpClient client = new() { BaseAddress = door.Address };
        using HttpRequestMessage message = new(HttpMethod.Post, "/anything?x=1")
        {
            Content = new StringContent("{\"a\":\"" + new string('b', 5000) + "\"}"),
        };
        message.Headers.TransferEncodingChunked = true;

        using HttpResponseMessage answer = await client.SendAsync(message);

        WireRequest seen = Assert.Single(wire.Seen).Request;
        Assert.Equal((404, 5008, "x=1"), ((int)answer.StatusCode, seen.Body.Length, seen.Query));
    }

    private static WireRequest InBody(WireRequest request) => WireRequest.Of(
        request.Method, request.Path, request.Query, ("X-MBX-APIKEY", Market.Key),
        ("Content-Type", "application/x-www-form-urlencoded"));

    private static TrappedWire Venue(ManualClock clock, params Trap[] traps) =>
        new(new BinanceWire(Market.Core(clock), Market.Key, Market.Secret), TrapPlan.Of(traps));

    private static async Task<List<string>> TalkAsync(
        Func<TrappedWire, ManualClock, (HttpMessageHandler Handler, LoopbackDoor? Door)> open)
    {
        ManualClock clock = new(Market.Start);
        TrappedWire wire = Venue(clock, new Trap(TrapKind.HalfBody, WireCall.Trades));
        (HttpMessageHandler handler, LoopbackDoor? door) = open(wire, clock);
        using HttpClient client = new(handler) { BaseAddress = door?.Address ?? new("http://venue.test/") };
        List<string> answers = [];
        foreach ((string method, string path, string fields) in Talk)
        {
            WireRequest request = path.EndsWith("exchangeInfo", StringComparison.Ordinal)
                ? WireRequest.Of(method, $"{path}?{fields}")
                : Market.Signed(clock, method, path, fields);
            using HttpResponseMessage answer = await Doors.SendAsync(client, request);
            string weight = answer.Headers.TryGetValues("X-MBX-USED-WEIGHT-1M", out IEnumerable<string>? used)
                ? string.Join(',', used) : "-";
            answers.Add($"{(int)answer.StatusCode} {answer.Content.Headers.ContentType} {weight} "
                + await answer.Content.ReadAsStringAsync());
        }

        if (door is not null)
        {
            await door.DisposeAsync();
        }

        return answers;
    }
}
