using System.Globalization;
using System.Net;
using TradingBase.Adapters.Brokers;
using TradingBase.Adapters.Tests.Http;
using TradingBase.Execution;
using TradingBase.Markets.Catalog;
using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing;
using static TradingBase.Adapters.Tests.Brokers.AlpacaAnswers;

namespace TradingBase.Adapters.Tests.Brokers;

public sealed class AlpacaBrokerTests
{
    private readonly LiveDesk _desk = new("alpaca", ["AAPL", "BRK.B"], "us-equities");
    private readonly AlpacaBroker _broker;

    public AlpacaBrokerTests()
    {
        _broker = new(_desk.Book);
        _desk.Venue.On(Find, NoOrder, HttpStatusCode.NotFound).On(Fills, "[]");
    }

    [Fact]
    public async Task Submit_AnOrder_IsSentInTextsWithTheKeysInHeaders()
    {
        _desk.Venue.On(Send, Order("accepted"));

        OrderReport report = await _broker.SubmitAsync(Shares(), LiveDesk.Now, default);

        Assert.Equal((OrderStatus.Accepted, LiveDesk.Start.AddSeconds(1)), (report.Status, report.DeskTime));
        ScriptedVenue.Seen sent = _desk.Venue.Requests[^1];
        Assert.Equal(
            """{"symbol":"AAPL","qty":"10","side":"buy","type":"market","time_in_force":"day","""
                + """
                "client_order_id":"order-1"}
                """.Trim(),
            sent.Body);
        Assert.Equal(
            (LiveDesk.Key, LiveDesk.Secret),
            (sent.Headers["APCA-API-KEY-ID"], sent.Headers["APCA-API-SECRET-KEY"]));
    }

    [Theory]
    [InlineData(OrderType.Limit, TimeInForce.Day, "limit", "day", true, false)]
    [InlineData(OrderType.Limit, TimeInForce.GoodTilCanceled, "limit", "gtc", true, false)]
    [InlineData(OrderType.Limit, TimeInForce.ImmediateOrCancel, "limit", "ioc", true, false)]
    [InlineData(OrderType.Limit, TimeInForce.FillOrKill, "limit", "fok", true, false)]
    [InlineData(OrderType.Stop, TimeInForce.Day, "stop", "day", false, true)]
    [InlineData(OrderType.StopLimit, TimeInForce.Day, "stop_limit", "day", true, true)]
    [InlineData(OrderType.MarketOnOpen, TimeInForce.Day, "market", "opg", false, false)]
    [InlineData(OrderType.MarketOnClose, TimeInForce.Day, "market", "cls", false, false)]
    public async Task Submit_EveryType_IsWrittenInTheVenuesWords(
        OrderType type, TimeInForce force, string expected, string inForce, bool limit, bool stop)
    {
        _desk.Venue.On(Send, Order("new"));

        await _broker.SubmitAsync(
            Some.ApprovedOrder(Some.Order(limit: 99.50m, type: type) with
            {
                TimeInForce = force,
                StopPrice = 98.50m,
            }),
            LiveDesk.Now, default);

        string body = _desk.Venue.Requests[^1].Body;
        Assert.Contains(
            $"\"type\":\"{expected}\",\"time_in_force\":\"{inForce}\"", body, StringComparison.Ordinal);
        Assert.Equal(limit, body.Contains("\"limit_price\":\"99.5\"", StringComparison.Ordinal));
        Assert.Equal(stop, body.Contains("\"stop_price\":\"98.5\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Submit_ACoin_IsAPairWithASlashThatWorksUntilItIsTakenBack()
    {
        _desk.Venue.On(Send, Order("new"));

        await _broker.SubmitAsync(LiveDesk.Order(0.5m, symbol: "BTCUSD"), LiveDesk.Now, default);

        string body = _desk.Venue.Requests[^1].Body;
        Assert.Contains("\"symbol\":\"BTC/USD\",\"qty\":\"0.5\"", body, StringComparison.Ordinal);
        Assert.Contains("\"time_in_force\":\"gtc\"", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("new", "0", OrderStatus.Accepted)]
    [InlineData("accepted", "0", OrderStatus.Accepted)]
    [InlineData("accepted_for_bidding", "0", OrderStatus.Accepted)]
    [InlineData("stopped", "0", OrderStatus.Accepted)]
    [InlineData("suspended", "0", OrderStatus.Accepted)]
    [InlineData("held", "0", OrderStatus.Accepted)]
    [InlineData("done_for_day", "0", OrderStatus.Accepted)]
    [InlineData("done_for_day", "4", OrderStatus.PartiallyFilled)]
    [InlineData("calculated", "4", OrderStatus.PartiallyFilled)]
    [InlineData("calculated", "10", OrderStatus.Filled)]
    [InlineData("partially_filled", "4", OrderStatus.PartiallyFilled)]
    [InlineData("filled", "10", OrderStatus.Filled)]
    [InlineData("pending_new", "0", OrderStatus.Submitted)]
    [InlineData("pending_cancel", "0", OrderStatus.PendingCancel)]
    [InlineData("pending_replace", "0", OrderStatus.PendingReplace)]
    [InlineData("canceled", "4", OrderStatus.Canceled)]
    [InlineData("replaced", "0", OrderStatus.Canceled)]
    [InlineData("expired", "0", OrderStatus.Expired)]
    [InlineData("rejected", "0", OrderStatus.Rejected)]
    [InlineData("melted", "0", OrderStatus.Unknown)]
    public async Task Query_EveryStatus_IsOurs(string told, string filled, OrderStatus expected)
    {
        _desk.Venue.On(Find, Order(told, filled)).On(Fills, filled == "0" ? "[]" : $"[{Trade(1, filled)}]");

        OrderReport? report = await _broker.QueryAsync(Shares(), LiveDesk.Now, default);

        Assert.Equal(expected, report?.Status);
        Assert.Equal(
            decimal.Parse(filled, CultureInfo.InvariantCulture), report?.Fills.Sum(fill => fill.Quantity));
    }

    [Fact]
    public async Task Query_AFilledOrder_BringsTheActivitiesOfThatOrderOnly()
    {
        _desk.Venue.On(Find, Order("filled", "10"))
            .On(Fills, $"[{Trade(1, "6")},{Trade(2, "3", "another")},{Trade(3, "4")}]");

        OrderReport? report = await _broker.QueryAsync(Shares(), LiveDesk.Now, default);

        Assert.Equal(OrderStatus.Filled, report?.Status);
        Assert.Equal(
            [("fill-1", 6m, 100.25m, "alpaca"), ("fill-3", 4m, 100.25m, "alpaca")],
            report!.Fills.Select(fill => (fill.TradeId, fill.Quantity, fill.Price, fill.Venue)));
    }

    [Fact]
    public async Task Query_FillsThatComeLater_KeepTheOrderOpenUntilTheyAreThere()
    {
        _desk.Venue.On(Find, Order("filled", "10"))
            .On(Fills, $"[{Trade(1, "10")}]").On(Fills, "[]", times: 2);

        OrderReport? early = await _broker.QueryAsync(Shares(), LiveDesk.Now, default);
        OrderReport? late = await _broker.QueryAsync(Shares(), LiveDesk.Now, default);

        Assert.Equal((OrderStatus.PartiallyFilled, OrderStatus.Filled), (early!.Status, late!.Status));
    }

    [Fact]
    public async Task Submit_ADuplicate_IsAnsweredByAQuery()
    {
        _desk.Venue.On(Find, Order("new")).On(Find, NoOrder, HttpStatusCode.NotFound, times: 1)
            .On(Send, Duplicate, HttpStatusCode.UnprocessableEntity);

        Assert.Equal(
            OrderStatus.Accepted, (await _broker.SubmitAsync(Shares(), LiveDesk.Now, default)).Status);
    }

    [Fact]
    public async Task Submit_AGatewayTimeoutAndThenADuplicate_IsOneOrder()
    {
        _desk.Venue.On(Send, Duplicate, HttpStatusCode.UnprocessableEntity)
            .On(Send, "", HttpStatusCode.GatewayTimeout, times: 1);

        OrderReport first = await _broker.SubmitAsync(Shares(), LiveDesk.Now, default);
        _desk.Venue.On(Find, Order("filled", "10")).On(Fills, $"[{Trade(1, "10")}]");
        OrderReport again = await _broker.SubmitAsync(Shares(), LiveDesk.Now, default);

        Assert.Equal((OrderStatus.Unknown, OrderStatus.Filled), (first.Status, again.Status));
        Assert.Equal(1, _desk.Venue.Count(Send));
    }

    [Theory]
    [InlineData(403, """{"code":40310000,"message":"insufficient buying power"}""", OrderStatus.Rejected)]
    [InlineData(422, """{"code":40010001,"message":"qty must be positive"}""", OrderStatus.Rejected)]
    [InlineData(403, """{"message":"forbidden."}""", OrderStatus.Unknown)]
    [InlineData(500, """{"code":50010000,"message":"internal server error"}""", OrderStatus.Unknown)]
    [InlineData(200, """{"id":"no order"}""", OrderStatus.Unknown)]
    public async Task Submit_ARefusal_IsDefinitiveOnlyWithTheVenuesCode(
        int status, string body, OrderStatus expected)
    {
        _desk.Venue.On(Send, body, (HttpStatusCode)status);

        OrderReport report = await _broker.SubmitAsync(Shares(), LiveDesk.Now, default);

        Assert.Equal(expected, report.Status);
        Assert.NotNull(report.Reason);
        Assert.Equal(1, _desk.Venue.Count(Send));
    }

    [Fact]
    public void Query_TooManyRequests_WaitsForTheResetThatTheVenueNames()
    {
        long reset = LiveDesk.Start.AddSeconds(4).ToUnixTimeSeconds();
        _desk.Venue.On(Find, Order("new")).On(
            Find, """{"code":42910000,"message":"too many requests"}""", HttpStatusCode.TooManyRequests, 1,
            ("X-RateLimit-Reset", $"{reset}"), ("X-RateLimit-Remaining", "0"));

        OrderReport? report = _desk.Run(() => _broker.QueryAsync(Shares(), LiveDesk.Now, default));

        Assert.Equal(OrderStatus.Accepted, report?.Status);
        Assert.True(_desk.Clock.GetUtcNow() >= LiveDesk.Start.AddSeconds(4));
        Assert.Equal(2, _desk.Venue.Count(Find));
    }

    [Theory]
    [InlineData(204, "")]
    [InlineData(422, """{"code":42210000,"message":"order is already in \"filled\" state"}""")]
    public async Task Cancel_AnOrder_GoesByTheVenuesIdAndGivesWhereItStands(int status, string body)
    {
        _desk.Venue.On(Find, Order("pending_cancel"))
            .On("DELETE /v2/orders/venue-1", body, (HttpStatusCode)status);

        OrderReport report = await _broker.CancelAsync(Shares(), LiveDesk.Now, default);

        Assert.Equal((OrderStatus.PendingCancel, null), (report.Status, report.Reason));
        Assert.Equal(1, _desk.Venue.Count("DELETE /v2/orders/venue-1"));
    }

    [Fact]
    public async Task Submit_AClosingOrderForACoin_IsRejectedAndNotSent()
    {
        OrderReport report = await _broker.SubmitAsync(
            Some.ApprovedOrder(Some.Order(
                1, instrument: Some.Instrument("BTCUSD", new CryptoSpot()), type: OrderType.MarketOnClose)),
            LiveDesk.Now, default);

        Assert.Equal(
            (OrderStatus.Rejected, "A market that never closes has no closing price."),
            (report.Status, report.Reason));
        Assert.Equal(0, _desk.Venue.Count(Send));
    }

    private static ApprovedOrder Shares() => Some.ApprovedOrder();
}
