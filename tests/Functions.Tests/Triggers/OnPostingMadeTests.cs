using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TradingBase.Desk;
using TradingBase.Execution;
using TradingBase.Functions.Tests.Activities;
using TradingBase.Functions.Triggers;
using TradingBase.Journal;
using TradingBase.Risk;
using TradingBase.Testing;

namespace TradingBase.Functions.Tests.Triggers;

public sealed class OnPostingMadeTests
{
    private readonly DeskRig _rig = new();

    [Theory]
    [InlineData("deposit", "12.5", "12.5")]
    [InlineData("withdrawal", "12.5", "-12.5")]
    [InlineData("fee", "12.5", "-12.5")]
    [InlineData("fee", "-0.5", "0.5")]
    [InlineData("interest", "-3", "-3")]
    [InlineData("dividend", "3", "3")]
    [InlineData("adjustment", "-3", "-3")]
    public async Task Post_CashTwice_MovesItOnceInTheNameOfThePerson(string kind, string amount, string moved)
    {
        (int status, JsonNode body) = await PostAsync(Cash(kind, amount));
        _rig.Clock.Advance(TimeSpan.FromMinutes(1));
        (int again, JsonNode second) = await PostAsync(Cash(kind, amount));

        Assert.Equal((200, true, 200, false), (status, (bool)body["posted"]!, again, (bool)second["posted"]!));
        LedgerBalances books = await _rig.Ledger.ReadAsync("live", default);
        Assert.Equal(
            decimal.Parse(moved, System.Globalization.CultureInfo.InvariantCulture), books.Cash["USD"]);
        JournalEntry line = Assert.Single(await _rig.Journal.ReadAsync("ledger", 1, 10, default));
        Assert.Equal(("posting:p1", Some.DeskTime), (line.Key, line.DeskTime));
        Assert.Contains("Ada", line.Body, StringComparison.Ordinal);
        Assert.Null(await _rig.Ledger.FindImbalanceAsync(default));
    }

    [Fact]
    public async Task Post_AnotherContentUnderTheId_IsAConflictAndMovesNothing()
    {
        await PostAsync(Cash("deposit", "12.5"));

        Assert.Equal(409, (await PostAsync(Cash("deposit", "13"))).Status);
        Assert.Equal(409, (await PostAsync(Cash("withdrawal", "12.5"))).Status);

        Assert.Equal(12.5m, (await _rig.Ledger.ReadAsync("live", default)).Cash["USD"]);
        Assert.Single(await _rig.Journal.ReadAsync("ledger", 1, 10, default));
    }

    [Fact]
    public async Task Post_Units_AreAddedAtAPriceAndTakenAwayAtTheirAverageWithoutCash()
    {
        int unpriced = (await PostAsync(Units("none", "10"))).Status;
        int added = (await PostAsync(Units("in", "10", ",\"price\":90"))).Status;
        int taken = (await PostAsync(Units("out", "-10"))).Status;
        int again = (await PostAsync(Units("out", "-10"))).Status;

        Assert.Equal((400, 200, 200, 200), (unpriced, added, taken, again));
        LedgerBalances books = await _rig.Ledger.ReadAsync("live", default);
        Assert.Empty(books.Positions);
        Assert.DoesNotContain(books.Cash, cash => cash.Value != 0);
        Assert.DoesNotContain(
            await _rig.Ledger.ReadResultsAsync("live", default),
            result => result.Kind == "realised" && result.Amount != 0);
    }

    [Theory]
    [InlineData("""{"id":"p1"}""")]
    [InlineData("""{"id":"p1","venue":"live","kind":"deposit","by":"Ada","why":"x","note":1}""")]
    [InlineData("""{"id":"p1","venue":"live","kind":"gift","currency":"USD","amount":1,"by":"A","why":"x"}""")]
    [InlineData("""{"id":"p1","venue":"live","kind":7,"currency":"USD","amount":1,"by":"A","why":"x"}""")]
    [InlineData("""{"id":" ","venue":"live","kind":"fee","currency":"USD","amount":1,"by":"A","why":"x"}""")]
    [InlineData("""{"id":"p1","venue":"live","kind":"fee","currency":"USD","amount":0,"by":"A","why":"x"}""")]
    [InlineData("""{"id":"p1","venue":"live","kind":"fee","currency":"usd","amount":1,"by":"A","why":"x"}""")]
    [InlineData("""{"id":"p1","venue":"live","kind":"fee","currency":"USD","amount":1,"by":"","why":"x"}""")]
    [InlineData("""{"id":"p1","venue":"live","kind":"fee","currency":"USD","amount":1,"by":"A","why":" "}""")]
    [InlineData("""{"id":"p1","venue":"paper","kind":"fee","currency":"USD","amount":1,"by":"A","why":"x"}""")]
    [InlineData("""{"id":"p1","venue":"live","kind":"deposit","currency":"USD","amount":-1,"by":"A","why":"x"}""")]
    [InlineData("""{"id":"p1","venue":"live","kind":"fee","currency":"USD","amount":1e13,"by":"A","why":"x"}""")]
    [InlineData("""{"id":"p1","venue":"live","kind":"fee","instrument":"AAPL@us-equities","units":1,"by":"A","why":"x"}""")]
    [InlineData("""{"id":"p1","venue":"live","kind":"adjustment","instrument":"A@moon","units":1,"price":1,"by":"A","why":"x"}""")]
    public async Task Post_WhatMakesNoSense_IsRefusedAndLeavesNothing(string body)
    {
        Assert.Equal(400, (await PostAsync(body)).Status);

        Assert.Empty(await _rig.Ledger.ListAccountsAsync(default));
        Assert.Empty(await _rig.Journal.ReadAsync("ledger", 1, 10, default));
        Assert.Equal(200, (await PostAsync(Cash("deposit", "1"))).Status);
    }

    private static string Cash(string kind, string amount) =>
        $$"""
        {"id":"p1","venue":"live","kind":"{{kind}}","currency":"USD","amount":{{amount}},"by":"Ada","why":"Seen."}
        """;

    private static string Units(string id, string units, string more = "") =>
        $$"""
        {"id":"{{id}}","venue":"live","kind":"adjustment","instrument":"AAPL@us-equities",
        "units":{{units}}{{more}},"by":"Ada","why":"Seen."}
        """;

    private async Task<(int Status, JsonNode Body)> PostAsync(string json)
    {
        BrokerDesk brokers = new(
            [new Live()], new() { DefaultBroker = "live" }, new HardLimits(Some.Signer(), Some.Limits()));
        PostingBook book = new(_rig.Ledger, _rig.Journal, _rig.Records, brokers, _rig.Catalog, _rig.Clock);
        IResult result = await new OnPostingMade(book).RunAsync(
            new DefaultHttpContext { Request = { Body = new MemoryStream(Encoding.UTF8.GetBytes(json)) } }
                .Request,
            default);
        using MemoryStream body = new();
        DefaultHttpContext context = new()
        {
            RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider(),
            Response = { Body = body },
        };
        await result.ExecuteAsync(context);
        return (context.Response.StatusCode, JsonNode.Parse(body.ToArray())!);
    }

    private sealed class Live : BrokerDouble
    {
        public override string Name => "live";

        public override BrokerTraits Traits { get; } = new();
    }
}
