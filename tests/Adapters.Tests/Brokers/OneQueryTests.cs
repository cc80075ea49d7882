using System.Net;
using TradingBase.Adapters.Brokers;
using TradingBase.Execution;
using TradingBase.Risk;
using TradingBase.Testing;

namespace TradingBase.Adapters.Tests.Brokers;

/// <summary>How often a venue is asked before it is sent an order: each costs of its limit.</summary>
public sealed class OneQueryTests
{
    private const string Find = "GET /v2/orders:by_client_order_id?", Send = "POST /v2/orders";

    private const string NoOrder = """{"code":40410000,"message":"order not found for order-1"}""";

    [Fact]
    public async Task Place_ANewOrderAndAgainAfterARestart_AsksOnceEachTimeAndSendsOnce()
    {
        LiveDesk desk = new("alpaca", ["AAPL"], "us-equities");
        desk.Venue.On(Find, NoOrder, HttpStatusCode.NotFound)
            .On(Send, "", HttpStatusCode.GatewayTimeout);
        MemoryIntents intents = new();
        ApprovedOrder order = Some.ApprovedOrder();
        Task<Placement> PlaceAsync() => Desk(desk).PlaceAsync(
            order, new(Some.DeskTime, Replayed: false), TradingState.Active, intents, default);

        await PlaceAsync();
        (int asked, int sent) = (desk.Venue.Count(Find), desk.Venue.Count(Send));
        await PlaceAsync();

        Assert.Equal((1, 1), (asked, sent));
        Assert.Equal((2, 1), (desk.Venue.Count(Find), desk.Venue.Count(Send)));
    }

    private static BrokerDesk Desk(LiveDesk desk) => new(
        [new AlpacaBroker(desk.Book)], new() { DefaultBroker = "alpaca" }, new(Some.Signer(), Some.Limits()));
}
