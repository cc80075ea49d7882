using System.Net;
using TradingBase.Adapters.Brokers;
using TradingBase.Adapters.Tests.Http;
using TradingBase.Execution;
using TradingBase.Testing;
using static TradingBase.Adapters.Tests.Brokers.AlpacaAnswers;

namespace TradingBase.Adapters.Tests.Brokers;

/// <summary>Cancels of everything, the account, and how fills are read.</summary>
public sealed class AlpacaAccountTests
{
    private readonly LiveDesk _desk = new("alpaca", ["AAPL", "BRK.B"], "us-equities");
    private readonly AlpacaBroker _broker;

    public AlpacaAccountTests()
    {
        _broker = new(_desk.Book);
        _desk.Venue.On(Find, NoOrder, HttpStatusCode.NotFound).On(Fills, "[]");
    }

    [Fact]
    public async Task CancelAll_AnswersForEachOrder_AreCountedAndAFailureIsTold()
    {
        const string Path = "DELETE /v2/orders";
        _desk.Venue.On(
            Path, """[{"id":"a","status":200},{"id":"b","status":422},{"id":"c","status":"200"}]""",
            HttpStatusCode.MultiStatus);
        Assert.Equal(2, await _broker.CancelAllAsync(LiveDesk.Now, default));

        _desk.Venue.On(
            Path, """[{"id":"a","status":200},{"id":"b","status":500}]""", HttpStatusCode.MultiStatus);
        VenueUnavailableException failed = await Assert.ThrowsAsync<VenueUnavailableException>(
            () => _broker.CancelAllAsync(LiveDesk.Now, default));
        Assert.Contains(
            "1 orders were taken back, 1 were not: b (500).", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAccount_OrdersFillsPositionsAndCash_AreTheDesksOwnWords()
    {
        _desk.Venue
            .On("GET /v2/account", """{"cash":"-12.50","currency":"USD"}""")
            .On("GET /v2/orders?status=open", $"[{Order("partially_filled", "4")}]")
            .On("GET /v2/orders/another", Order("filled", "3", "by-hand"))
            .On(Fills, $"[{Trade(1, "4")},{Trade(2, "3", "another")}]")
            .On("GET /v2/positions", """
                [{"symbol":"BRK.B","qty":"-2","side":"short","avg_entry_price":"3.5E2"},
                {"symbol":"BTCUSD","qty":"0.5","side":"long","avg_entry_price":"9","asset_class":"crypto"}]
                """);

        VenueAccount account = await _broker.ReadAccountAsync(LiveDesk.Start, LiveDesk.Now, default);

        Assert.Equal("order-1", Assert.Single(account.OpenOrders).ClientOrderId);
        Assert.Equal(["order-1", "by-hand"], account.Fills.Select(fill => fill.ClientOrderId));
        Assert.Equal(
            [("BTCUSD@crypto-spot", 0.5m, 9m), ("BRK.B@us-equities", -2m, 350m)],
            account.Positions.Select(held => (held.Instrument.ToString(), held.Quantity, held.AveragePrice)));
        Assert.Equal(-12.50m, account.Cash["USD"]);
    }

    [Fact]
    public async Task ReadAccount_APageTokenThatLeadsBack_IsRefused()
    {
        _desk.Venue.On("GET /v2/orders?status=open", "[]").On("GET /v2/orders/venue-1", Order("filled", "10"))
            .On(Fills, $"[{string.Join(',', Enumerable.Range(1, 100).Select(id => Trade(id, "1")))}]");

        VenueUnavailableException refused = await Assert.ThrowsAsync<VenueUnavailableException>(
            () => _broker.ReadAccountAsync(LiveDesk.Start, LiveDesk.Now, default));

        Assert.Contains(
            "the page after fill fill-100 holds nothing new", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAccount_AnOrderOfAnAmount_HasNoUnitsAndHidesNothing()
    {
        _desk.Venue.On("GET /v2/account", """{"cash":"1","currency":"USD"}""").On("GET /v2/positions", "[]")
            .On(Fills, "[]")
            .On("GET /v2/orders?status=open", $"[{Order("new").Replace(
                "\"qty\":\"10\"", "\"qty\":null,\"notional\":\"190\"", StringComparison.Ordinal)}]");

        VenueAccount account = await _broker.ReadAccountAsync(LiveDesk.Start, LiveDesk.Now, default);

        VenueOrder open = Assert.Single(account.OpenOrders);
        Assert.Equal((null, 190m, OrderStatus.Accepted), (open.Quantity, open.Worth, open.Status));
    }

    [Fact]
    public async Task Query_AnOrderThatFillsSlowly_AsksOnlyForWhatIsNew()
    {
        _desk.Venue.On(Find, Order("partially_filled", "4")).On(Fills, $"[{Trade(1, "4")}]");
        await QueryAsync();
        OrderReport? same = await QueryAsync();
        Assert.Equal((4m, 1), (Sum(same), _desk.Venue.Count(Fills)));

        _desk.Venue.On(Find, Order("filled", "10")).On(Fills, $"[{Trade(2, "6")}]");
        OrderReport? whole = await QueryAsync();

        Assert.Equal((OrderStatus.Filled, 10m, 2), (whole?.Status, Sum(whole), _desk.Venue.Count(Fills)));
        string asked = Uri.UnescapeDataString(_desk.Venue.Requests[^1].PathAndQuery);
        Assert.Contains("after=2026-01-05T14:28:00.000Z&", asked, StringComparison.Ordinal);
        Assert.Contains("until=2026-01-05T14:32:01", asked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_ATradeThatComesLateAmongTheSeenOnes_IsReadFromTheOrdersBeginning()
    {
        _desk.Venue.On(Find, Order("filled", "10")).On(Fills, seen => ScriptedVenue.Answer(
            seen.PathAndQuery.Contains("until", StringComparison.Ordinal)
                ? $"[{Trade(2, "6")}]"
                : $"[{Trade(1, "4")},{Trade(2, "6")}]"));

        OrderReport? report = await QueryAsync();

        Assert.Equal((OrderStatus.Filled, 10m, 2), (report?.Status, Sum(report), _desk.Venue.Count(Fills)));
    }

    [Fact]
    public async Task Query_ATradeThatWasBroken_IsReadAnew()
    {
        _desk.Venue.On(Find, Order("partially_filled", "9"))
            .On(Fills, $"[{Trade(1, "4")},{Trade(2, "5")}]");
        await QueryAsync();
        _desk.Venue.On(Find, Order("partially_filled", "4")).On(Fills, $"[{Trade(1, "4")}]");

        Assert.Equal(4m, Sum(await QueryAsync()));
    }

    private Task<OrderReport?> QueryAsync() =>
        _broker.QueryAsync(Some.ApprovedOrder(), LiveDesk.Now, default);

    private static decimal? Sum(OrderReport? report) => report?.Fills.Sum(fill => fill.Quantity);
}
