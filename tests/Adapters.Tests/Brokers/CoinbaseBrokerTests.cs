using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using TradingBase.Adapters.Brokers;
using TradingBase.Execution;
using TradingBase.Strategy;
using static TradingBase.Adapters.Tests.Brokers.CoinbaseAnswers;

namespace TradingBase.Adapters.Tests.Brokers;

/// <summary>Sends and queries, answer by answer.</summary>
public sealed class CoinbaseBrokerTests
{
    private static readonly string Key = MakeKey();

    private readonly LiveDesk _desk = new("coinbase", ["BTCUSD"], secret: Key);
    private readonly CoinbaseBroker _broker;

    public CoinbaseBrokerTests()
    {
        _broker = new(_desk.Book);
        Prepare(_desk.Venue);
    }

    public static TheoryData<OrderType, TimeInForce, OrderSide, string> Orders => new()
    {
        { OrderType.Market, TimeInForce.Day, OrderSide.Buy, """{"market_market_ioc":{"base_size":"1"}}""" },
        {
            OrderType.MarketOnOpen, TimeInForce.Day, OrderSide.Sell,
            """{"market_market_ioc":{"base_size":"1"}}"""
        },
        {
            OrderType.Limit, TimeInForce.Day, OrderSide.Buy,
            """{"limit_limit_gtc":{"base_size":"1","limit_price":"99.5","post_only":false}}"""
        },
        {
            OrderType.Limit, TimeInForce.GoodTilCanceled, OrderSide.Sell,
            """{"limit_limit_gtc":{"base_size":"1","limit_price":"99.5","post_only":false}}"""
        },
        {
            OrderType.Limit, TimeInForce.ImmediateOrCancel, OrderSide.Buy,
            """{"sor_limit_ioc":{"base_size":"1","limit_price":"99.5"}}"""
        },
        {
            OrderType.Limit, TimeInForce.FillOrKill, OrderSide.Buy,
            """{"limit_limit_fok":{"base_size":"1","limit_price":"99.5"}}"""
        },
        {
            OrderType.StopLimit, TimeInForce.Day, OrderSide.Buy,
            """
            {"stop_limit_stop_limit_gtc":{"base_size":"1","limit_price":"99.5","stop_price":"99",
            "stop_direction":"STOP_DIRECTION_STOP_UP"}}
            """
        },
        {
            OrderType.StopLimit, TimeInForce.GoodTilCanceled, OrderSide.Sell,
            """
            {"stop_limit_stop_limit_gtc":{"base_size":"1","limit_price":"99.5","stop_price":"99",
            "stop_direction":"STOP_DIRECTION_STOP_DOWN"}}
            """
        },
    };

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Submit_EveryTypeAndForce_IsWrittenInTheVenuesWords(
        OrderType type, TimeInForce force, OrderSide side, string expected)
    {
        OrderReport report = await _broker.SubmitAsync(
            Ask(limit: 99.5m, type: type, force: force, stop: 99m, side: side), LiveDesk.Now, default);

        Assert.Equal((OrderStatus.Accepted, null), (report.Status, report.Reason));
        JsonNode sent = JsonNode.Parse(Assert.Single(
            _desk.Venue.Requests, seen => seen.Method is "POST").Body)!;
        Assert.Equal(
            ("order-1", "BTC-USD", side is OrderSide.Buy ? "BUY" : "SELL"),
            ((string?)sent["client_order_id"], (string?)sent["product_id"], (string?)sent["side"]));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), sent["order_configuration"]));
    }

    [Theory]
    [InlineData(OrderType.Stop, TimeInForce.Day, "The venue takes stop orders with a limit price only.")]
    [InlineData(OrderType.MarketOnClose, TimeInForce.Day, "A market that never closes has no closing price.")]
    [InlineData(OrderType.StopLimit, TimeInForce.ImmediateOrCancel,
        "The venue's stop orders wait: they cannot be ImmediateOrCancel.")]
    public async Task Submit_WhatTheVenueHasNoWordsFor_IsRejectedAndNotSent(
        OrderType type, TimeInForce force, string expected)
    {
        OrderReport report = await _broker.SubmitAsync(
            Ask(limit: 99.5m, type: type, force: force, stop: 99m), LiveDesk.Now, default);

        Assert.Equal((OrderStatus.Rejected, expected), (report.Status, report.Reason));
        Assert.Equal(0, _desk.Venue.Count(Send));
    }

    [Theory]
    [InlineData("1", "100.005", "", "The price 100.005 is no multiple of the venue's tick 0.01.")]
    [InlineData("0.000000001", "100", "",
        "The quantity 0.000000001 is no multiple of the venue's lot 0.00000001.")]
    [InlineData("0.0001", "100", "", "The quantity 0.0001 is below the venue's 0.001.")]
    [InlineData("3401", "0.01", "", "The quantity 3401 is above the venue's 3400.")]
    [InlineData("0.04", "100", "", "The worth 4 is below the venue's 5.")]
    [InlineData("11", "100", "", "The worth 1100 is above the venue's 1000.")]
    [InlineData("1", "100", ",\"trading_disabled\":true",
        "BTC-USD is not traded at the venue now: trading_disabled.")]
    public async Task Submit_AgainstTheVenuesRules_IsRejectedWithBothNumbersAndNotSent(
        string quantity, string limit, string more, string expected)
    {
        _desk.Venue.On(Product, Rules(more));

        OrderReport report = await _broker.SubmitAsync(
            Ask(Number(quantity), limit: Number(limit)), LiveDesk.Now, default);

        Assert.Equal((OrderStatus.Rejected, expected), (report.Status, report.Reason));
        Assert.Equal(0, _desk.Venue.Count(Send));
    }

    [Theory]
    [InlineData(200, "INSUFFICIENT_FUND", OrderStatus.Rejected)]
    [InlineData(200, "UNKNOWN_FAILURE_REASON", OrderStatus.Unknown)]
    [InlineData(503, "INSUFFICIENT_FUND", OrderStatus.Unknown)]
    public async Task Submit_ARefusalWithoutSuccess_IsDefinitiveWhereTheVenueKnowsWhy(
        int status, string error, OrderStatus expected)
    {
        _desk.Venue.On(
            Send, $$"""
            {"success":false,"failure_reason":"UNKNOWN_FAILURE_REASON","order_id":"",
            "error_response":{"error":"{{error}}","message":"Not now","error_details":""} }
            """, (HttpStatusCode)status);

        OrderReport report = await _broker.SubmitAsync(Ask(), LiveDesk.Now, default);

        Assert.Equal(expected, report.Status);
        Assert.Contains("Not now", report.Reason, StringComparison.Ordinal);
        Assert.Equal(1, _desk.Venue.Count(Send));
    }

    [Theory]
    [InlineData(400, """{"error":"INVALID_ARGUMENT","message":"no such field"}""", OrderStatus.Rejected)]
    [InlineData(403, """{"error":"PERMISSION_DENIED","message":""}""", OrderStatus.Rejected)]
    [InlineData(403, "<html>Forbidden</html>", OrderStatus.Unknown)]
    [InlineData(429, """{"error":"RATE_LIMIT_EXCEEDED","message":"slow"}""", OrderStatus.Rejected)]
    [InlineData(500, """{"error":"INTERNAL","message":"odd"}""", OrderStatus.Unknown)]
    [InlineData(200, "not json", OrderStatus.Unknown)]
    [InlineData(200, "", OrderStatus.Unknown)]
    [InlineData(200, """{"success":true}""", OrderStatus.Unknown)]
    [InlineData(200, """{"success":true,"success_response":{"order_id":"v","client_order_id":"another"}}""",
        OrderStatus.Unknown)]
    public async Task Submit_AnErrorOfTheDoor_IsDefinitiveOnlyWithTheVenuesCode(
        int status, string body, OrderStatus expected)
    {
        _desk.Venue.On(Send, body, (HttpStatusCode)status);

        OrderReport report = await _broker.SubmitAsync(Ask(), LiveDesk.Now, default);

        Assert.Equal(expected, report.Status);
        Assert.Equal(1, _desk.Venue.Count(Send));
    }

    [Fact]
    public async Task Submit_ATokenThatIsNotTaken_IsSentOnceMoreByTheVenuesTimeMeasuredAnew()
    {
        _desk.Venue.On(Send, "Unauthorized\n", HttpStatusCode.Unauthorized, times: 1);
        Assert.Equal(
            OrderStatus.Accepted, (await _broker.SubmitAsync(Ask(), LiveDesk.Now, default)).Status);
        Assert.Equal((2, 2), (_desk.Venue.Count(Send), _desk.Venue.Count(Time)));

        _desk.Venue.On(Send, "Unauthorized\n", HttpStatusCode.Unauthorized);
        OrderReport refused = await _broker.SubmitAsync(Ask(id: "order-2"), LiveDesk.Now, default);
        Assert.Equal((OrderStatus.Rejected, 4), (refused.Status, _desk.Venue.Count(Send)));
    }

    [Fact]
    public async Task Submit_TakenButNotToBeAskedFor_IsAcceptedAllTheSame()
    {
        _desk.Venue.On(Find, """{"error":"PERMISSION_DENIED"}""", HttpStatusCode.Forbidden);

        OrderReport report = await _broker.SubmitAsync(Ask(), LiveDesk.Now, default);

        Assert.Equal((OrderStatus.Accepted, LiveDesk.Start), (report.Status, report.DeskTime));
    }

    [Fact]
    public async Task Submit_WithoutAnAnswerAndAgain_FindsItOnALaterPageAndSendsNothing()
    {
        _desk.Venue.On(Send, "", HttpStatusCode.GatewayTimeout);
        OrderReport first = await _broker.SubmitAsync(Ask(), LiveDesk.Now, default);
        _desk.Venue
            .On(List, Page("orders", "next", Order("OPEN", id: "another", venue: "venue-9")))
            .On($"{List}?product_ids=BTC-USD&start_date=2017-12-29T20%3A55%3A00.000Z&limit=250&cursor=next",
                Page("orders", "", Order("OPEN")));

        OrderReport again = await new CoinbaseBroker(_desk.Book).SubmitAsync(Ask(), LiveDesk.Now, default);

        Assert.Equal((OrderStatus.Unknown, OrderStatus.Accepted), (first.Status, again.Status));
        Assert.Equal(1, _desk.Venue.Count(Send));
    }

    [Fact]
    public async Task Query_ACursorThatLeadsBack_IsRefused()
    {
        _desk.Venue.On(List, Page("orders", "same", Order("OPEN", id: "another")));

        VenueUnavailableException refused = await Assert.ThrowsAsync<VenueUnavailableException>(
            () => _broker.QueryAsync(Ask(), LiveDesk.Now, default));

        Assert.Contains("cursor 'same' comes again", refused.Message, StringComparison.Ordinal);
        Assert.Equal(2, _desk.Venue.Count(List));
    }

    [Theory]
    [InlineData("PENDING", "0", OrderStatus.Submitted)]
    [InlineData("QUEUED", "0", OrderStatus.Submitted)]
    [InlineData("OPEN", "0", OrderStatus.Accepted)]
    [InlineData("OPEN", "0.4", OrderStatus.PartiallyFilled)]
    [InlineData("FILLED", "1", OrderStatus.Filled)]
    [InlineData("CANCELLED", "0.4", OrderStatus.Canceled)]
    [InlineData("EXPIRED", "0", OrderStatus.Expired)]
    [InlineData("FAILED", "0", OrderStatus.Rejected)]
    [InlineData("FAILED", "0.4", OrderStatus.Canceled)]
    [InlineData("CANCEL_QUEUED", "0", OrderStatus.PendingCancel)]
    [InlineData("EDIT_QUEUED", "0", OrderStatus.PendingReplace)]
    [InlineData("UNKNOWN_ORDER_STATUS", "0", OrderStatus.Unknown)]
    [InlineData("MELTED", "0", OrderStatus.Unknown)]
    public async Task Query_EveryStatus_IsOurs(string told, string filled, OrderStatus expected)
    {
        _desk.Venue.On(List, Page("orders", "", Order(told, filled)))
            .On(Fills, Page("fills", "", Fill(1, filled)));

        OrderReport? report = await _broker.QueryAsync(Ask(), LiveDesk.Now, default);

        Assert.Equal(expected, report?.Status);
        Assert.Equal(Number(filled), report!.Fills.Sum(fill => fill.Quantity));
    }

    [Fact]
    public async Task Query_FillsOfManyPages_AreReadOnceEachAndThoseOfOthersAreLeftOut()
    {
        const string Asked = "order_ids=venue-1&start_sequence_timestamp=2026-01-05T14%3A28%3A00.123Z";
        _desk.Venue.On(List, Page("orders", "", Order("FILLED", "1")))
            .On(Fills, Page("fills", "c", Fill(2, "0.6"), Fill(3, "7", "venue-9"), Fill(2, "0.6")))
            .On($"{Fills}?{Asked}&limit=250&cursor=c",
                Page("fills", "", Fill(2, "0.6"), Fill(1, "40.2", inQuote: true)));

        OrderReport? report = await _broker.QueryAsync(Ask(), LiveDesk.Now, default);

        Assert.Equal(OrderStatus.Filled, report?.Status);
        Assert.Equal(
            [("entry-1", 0.4m, 0.603m, "USD", "coinbase"), ("entry-2", 0.6m, 0.603m, "USD", "coinbase")],
            report!.Fills.Select(
                fill => (fill.TradeId, fill.Quantity, fill.Fee, fill.FeeCurrency, fill.Venue)));
    }

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
