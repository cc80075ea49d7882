using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using TradingBase.Desk;
using TradingBase.Functions.Tests.Activities;
using TradingBase.Functions.Triggers;
using TradingBase.Risk;
using TradingBase.Testing;

namespace TradingBase.Functions.Tests.Triggers;

/// <summary>The reads: pages, moments and what is answered when something is away.</summary>
public sealed class ReadTests
{
    private static readonly CyclePortfolio Empty = new("USD", new Dictionary<string, decimal>(), [], 0, Some.DeskTime);

    private readonly DeskRig _rig = new();

    [Fact]
    public async Task Cycles_ByPages_GoesOnBeforeTheIdGiven()
    {
        foreach (string id in new[] { "cycle-1", "cycle-2", "cycle-3" })
        {
            await KeepAsync(id);
        }

        OnCyclesRead read = new(_rig.Records);
        JsonNode first = (await AnswerAsync(await read.RunAsync(Request("?take=2"), default))).Body;
        JsonNode second = (await AnswerAsync(await read.RunAsync(Request("?before=cycle-2"), default))).Body;

        Assert.Equal(["cycle-3", "cycle-2"], first["cycles"]!.AsArray().Select(one => (string)one!["cycleId"]!));
        Assert.Equal(["cycle-1"], second["cycles"]!.AsArray().Select(one => (string)one!["cycleId"]!));
    }

    [Fact]
    public async Task Cycle_OfWhichTheHistoryWasPurged_IsAnsweredFromItsRecord()
    {
        await KeepAsync("cycle-1");
        Mock<DurableTaskClient> client = new("test");

        (int status, JsonNode body) = await AnswerAsync(
            await new OnCycleRead(_rig.Records, _rig.Journal).RunAsync(Request(), "cycle-1", client.Object, default));

        Assert.Equal(200, status);
        Assert.Equal("completed", (string)body["status"]!);
        Assert.NotNull(body["journal"]);
    }

    [Fact]
    public async Task Portfolio_AMomentThatIsNone_Is400AndNamesThePlace()
    {
        (int status, JsonNode body) = await AnswerAsync(
            await new OnPortfolioRead(_rig.Portfolio, _rig.Desk, new ManualClock(Some.DeskTime))
                .RunAsync(Request("?asOf=yesterday"), default));

        Assert.Equal(400, status);
        Assert.Contains("?asOf", (string)body["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_StoreAway_Is503()
    {
        Mock<IDeskStateStore> away = new();
        away.Setup(desk => desk.FindAsync(It.IsAny<CancellationToken>()))
            .ThrowsAsync(new StateUnavailableException("the state", "its disk is gone."));

        (int status, _) = await AnswerAsync(
            await new OnHealthRead(away.Object, new ManualClock(Some.DeskTime)).RunAsync(Request(), default));

        Assert.Equal(503, status);
    }

    private Task KeepAsync(string id) => _rig.Records.KeepAsync(
        CycleDocument.Kind, id,
        new CycleDocument(
            id, CycleDocument.Completed, Some.DeskTime, Some.DeskTime, false, "test", [], [], [], [], Empty,
            new(0, 0, 0, 0, new Dictionary<string, EndpointUse>())),
        default);

    private static HttpRequest Request(string query = "") =>
        new DefaultHttpContext { Request = { QueryString = new(query) } }.Request;

    private static async Task<(int Status, JsonNode Body)> AnswerAsync(IResult result)
    {
        using MemoryStream body = new();
        DefaultHttpContext context = new()
        {
            RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider(),
            Response = { Body = body },
        };
        await result.ExecuteAsync(context);
        return (context.Response.StatusCode, JsonNode.Parse(body.ToArray())!);
    }
}
