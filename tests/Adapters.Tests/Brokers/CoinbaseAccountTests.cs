using System.Net;
using System.Text.Json.Nodes;
using TradingBase.Adapters.Brokers;
using TradingBase.Adapters.Tests.Http;
using TradingBase.Execution;
using static TradingBase.Adapters.Tests.Brokers.CoinbaseAnswers;

namespace TradingBase.Adapters.Tests.Brokers;

/// <summary>Cancels, the account and what no program can settle.</summary>
public sealed class CoinbaseAccountTests
{
    private static readonly string Key = MakeKey();

    private readonly LiveDesk _desk = new("coinbase", ["BTCUSD"], secret: Key);
    private readonly CoinbaseBroker _broker;

    public CoinbaseAccountTests()
    {
        _broker = new(_desk.Book);
        Prepare(_desk.Venue);
    }

    [Theory]
    [InlineData("true", "", null)]
    [InlineData("false", "UNKNOWN_CANCEL_ORDER", null)]
    [InlineData("false", "INVALID_CANCEL_REQUEST", null)]
    [InlineData("false", "COMMANDER_REJECTED_CANCEL_ORDER",
        "Taking it back was answered with: COMMANDER_REJECTED_CANCEL_ORDER")]
    public async Task Cancel_AnOrder_GoesByTheVenuesIdAndGivesWhereItStands(
        string success, string why, string? reason)
    {
        _desk.Venue.On(List, Page("orders", "", Order("OPEN"))).On(Cancel, $$"""
            {"results":[{"success":{{success}},"failure_reason":"{{why}}","order_id":"venue-1"}]}
            """);

        OrderReport report = await _broker.CancelAsync(Ask(), LiveDesk.Now, default);

        Assert.Equal((OrderStatus.Accepted, reason), (report.Status, report.Reason));
        Assert.Equal(
            """{"order_ids":["venue-1"]}""",
            Assert.Single(_desk.Venue.Requests, seen => seen.Method is "POST").Body);
    }

    [Fact]
    public async Task Cancel_AnOrderTheVenueNeverHad_AsksForNothingAndIsRejected()
    {
        OrderReport report = await _broker.CancelAsync(Ask(), LiveDesk.Now, default);

        Assert.Equal((OrderStatus.Rejected, 0), (report.Status, _desk.Venue.Count(Cancel)));
    }

    [Fact]
    public void CancelAll_ManyOrders_GoInBatchesAndWhatIsOpenStillIsTold()
    {
        string[] open = [.. Enumerable.Range(1, 230).Select(id => Order("OPEN", venue: $"v{id}"))];
        List<int> batches = [];
        _desk.Venue.On($"{List}?order_status=OPEN", Page("orders", "", open[0], open[129]))
            .On($"{List}?order_status=OPEN", Page("orders", "", open), times: 1)
            .On(Cancel, seen =>
            {
                string[] ids = IdsIn(seen);
                batches.Add(ids.Length);
                return Results(ids, id => id is "v130" or "v7" ? "COMMANDER_REJECTED_CANCEL_ORDER" : null);
            });

        VenueUnavailableException failed = Assert.Throws<VenueUnavailableException>(
            () => _desk.Run(() => _broker.CancelAllAsync(LiveDesk.Now, default)));

        // Number 7 has ended meanwhile; number 1 was taken back and may show a moment longer.
        Assert.Equal([100, 100, 30], batches);
        Assert.Contains(
            "228 orders were taken back, 1 were not: v130 (COMMANDER_REJECTED_CANCEL_ORDER).",
            failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CancelAll_ABatchThatFails_StopsNoOther()
    {
        string[] open = [.. Enumerable.Range(1, 150).Select(id => Order("OPEN", venue: $"v{id}"))];
        _desk.Venue.On($"{List}?order_status=OPEN", Page("orders", "", open))
            .On(Cancel, seen => Results(IdsIn(seen), _ => null))
            .On(Cancel, """{"error":"INTERNAL"}""", HttpStatusCode.BadRequest, times: 1);

        VenueUnavailableException failed = Assert.Throws<VenueUnavailableException>(
            () => _desk.Run(() => _broker.CancelAllAsync(LiveDesk.Now, default)));

        Assert.Contains(
            "50 orders were taken back, 100 were not", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadAccount_OrdersFillsCoinsAndCash_AreTheDesksOwnWords()
    {
        _desk.Venue
            .On($"{List}?order_status=OPEN", Page("orders", "", Order("OPEN", "0.4")))
            .On(Fills, Page("fills", "", Fill(9, "3", "venue-9"), Fill(1, "0.4")))
            .On($"{Find}9", $$"""{"order":{{Order("FILLED", "3", "by-hand", "venue-9")}}}""")
            .On(Accounts, """
                {"accounts":[{"uuid":"a","currency":"BTC","available_balance":{"value":"1.5"},
                "hold":{"value":"0.5"}},{"uuid":"b","currency":"USD","available_balance":{"value":"1E3"},
                "hold":{"value":"0"}}],"has_next":true,"cursor":"c"}
                """)
            .On($"{Accounts}?limit=250&cursor=c", """
                {"accounts":[{"uuid":"d","currency":"USD","available_balance":{"value":"7"}},
                {"uuid":"e","currency":"ETH","available_balance":{"value":"0"}}],"has_next":false,
                "cursor":""}
                """);

        VenueAccount account =
            _desk.Run(() => _broker.ReadAccountAsync(LiveDesk.Start, LiveDesk.Now, default));

        VenueOrder open = Assert.Single(account.OpenOrders);
        Assert.Equal(
            ("venue-1", "order-1", "BTCUSD@crypto-spot", 1m, 0.4m, 100m, OrderStatus.PartiallyFilled),
            (open.VenueOrderId, open.ClientOrderId, open.Instrument.ToString(), open.Quantity, open.Filled,
                open.LimitPrice, open.Status));
        Assert.Equal(
            [("entry-1", "order-1"), ("entry-9", "by-hand")],
            account.Fills.Select(fill => (fill.TradeId, fill.ClientOrderId)));
        Assert.Equal(
            (new InstrumentId("BTCUSD", "crypto-spot"), 2m),
            (account.Positions[0].Instrument, Assert.Single(account.Positions).Quantity));
        Assert.Equal([("USD", 1007m)], account.Cash.Select(coin => (coin.Key, coin.Value)));
    }

    [Fact]
    public void ReadAccount_AFillThatWasTakenBack_IsToldToPeopleAndNotPosted()
    {
        _desk.Venue.On(Fills, Page("fills", "", Fill(1, "0.4"), Fill(2, "0.4", type: "REVERSAL")))
            .On(Accounts, """{"accounts":[],"has_next":false,"cursor":""}""");

        VenueAccount account =
            _desk.Run(() => _broker.ReadAccountAsync(LiveDesk.Start, LiveDesk.Now, default));

        Assert.Equal("entry-1", Assert.Single(account.Fills).TradeId);
        Assert.Equal(1, _desk.Store.All().Count(row =>
            row.Partition.Contains("journal", StringComparison.Ordinal)
            && System.Text.Encoding.UTF8.GetString(row.Value.Span)
                .Contains("is no fill but a REVERSAL", StringComparison.Ordinal)));
    }

    [Fact]
    public void ReadAccount_AnOrderOfAnAmount_HasNoUnitsAndHidesNothing()
    {
        string order = Order("OPEN").Replace(
            """{"limit_limit_gtc":{"base_size":"1","limit_price":"100"} }""",
            """{"market_market_ioc":{"quote_size":"190"} }""", StringComparison.Ordinal);
        _desk.Venue.On(List, Page("orders", "", order)).On(Fills, Page("fills", ""))
            .On(Accounts, """{"accounts":[],"has_next":false,"cursor":""}""");

        VenueAccount account =
            _desk.Run(() => _broker.ReadAccountAsync(LiveDesk.Start, LiveDesk.Now, default));

        VenueOrder open = Assert.Single(account.OpenOrders);
        Assert.Equal((null, 190m, null), (open.Quantity, open.Worth, open.LimitPrice));
    }

    [Fact]
    public void Query_AnOrderThatFillsSlowly_AsksOnlyForWhatIsNew()
    {
        _desk.Venue.On(List, Page("orders", "", Order("OPEN", "0.4")))
            .On(Find, $$"""{"order":{{Order("OPEN", "0.4")}}}""")
            .On(Fills, Page("fills", "", Fill(1, "0.4")));
        _desk.Run(QueryAsync);
        _desk.Run(QueryAsync);
        Assert.Equal(1, _desk.Venue.Count(Fills));

        _desk.Venue.On(Find, $$"""{"order":{{Order("FILLED", "1")}}}""")
            .On(Fills, Page("fills", "", Fill(2, "0.6")));
        OrderReport? whole = _desk.Run(QueryAsync);

        Assert.Equal((OrderStatus.Filled, 1m), (whole?.Status, whole?.Fills.Sum(fill => fill.Quantity)));
        Assert.Contains(
            "start_sequence_timestamp=2026-01-05T14:28:00.001Z",
            Uri.UnescapeDataString(_desk.Venue.Requests[^1].PathAndQuery), StringComparison.Ordinal);
    }

    private Task<OrderReport?> QueryAsync() => _broker.QueryAsync(Ask(), LiveDesk.Now, default);

    private static string[] IdsIn(ScriptedVenue.Seen seen) =>
        [.. JsonNode.Parse(seen.Body)!["order_ids"]!.AsArray().Select(id => (string)id!)];

    private static HttpResponseMessage Results(string[] ids, Func<string, string?> why) =>
        ScriptedVenue.Answer(new JsonObject
        {
            ["results"] = new JsonArray([.. ids.Select(id => new JsonObject
            {
                ["success"] = why(id) is null, ["failure_reason"] = why(id) ?? "", ["order_id"] = id,
            })]),
        }.ToJsonString());
}
