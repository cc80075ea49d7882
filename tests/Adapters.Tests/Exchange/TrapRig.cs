using System.Text.Json.Nodes;
using TradingBase.Testing;
using TradingBase.Testing.Exchange;

namespace TradingBase.Adapters.Tests.Exchange;

/// <summary>A venue with traps and a client that speaks raw HTTP to it.</summary>
public abstract class TrapRig
{
    protected const string Orders = "/api/v3/order";
    protected const string OfA = "symbol=BTCUSDT&origClientOrderId=a";

    protected TrapRig() => Core = Market.Core(Clock, symbol: Market.Bitcoin(feeInReceived: true));

    protected ManualClock Clock { get; } = new(Market.Start);

    protected ExchangeCore Core { get; }

    protected async Task<long[]> TradeIds(HttpClient client) =>
        [.. (await Read(client, "GET", "/api/v3/myTrades", "symbol=BTCUSDT")).AsArray()
            .Select(trade => (long)trade!["id"]!)];

    protected HttpClient Client(params Trap[] traps) =>
        Client(new TrappedWire(new BinanceWire(Core, Market.Key, Market.Secret), TrapPlan.Of(traps)));

    protected HttpClient Client(TrappedWire wire) => new(new ExchangeHandler(wire, Clock))
    {
        BaseAddress = new("http://venue.test/"),
    };

    protected Task<HttpResponseMessage> Send(
        HttpClient client, string method, string path, string fields = "") =>
        Doors.SendAsync(client, Market.Signed(Clock, method, path, fields));

    protected async Task<JsonNode> Read(HttpClient client, string method, string path, string fields = "")
    {
        using HttpResponseMessage answer = path is "/api/v3/time"
            ? await Doors.SendAsync(client, WireRequest.Of(method, path))
            : await Send(client, method, path, fields);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }
}
