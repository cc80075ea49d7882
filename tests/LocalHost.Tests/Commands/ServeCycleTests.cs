using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TradingBase.LocalHost.Tests.Storage;

namespace TradingBase.LocalHost.Tests.Commands;

/// <summary>Cycles asked for over real sockets and queues, each on a desk of its own.</summary>
public sealed class ServeCycleTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Cycles_AskedTwice_IsOneCycle_AndAskedOtherwiseIs409()
    {
        await using DeskProcess desk = await ServeAsync();
        using HttpClient client = desk.Client("adminKey");
        const string Body = """{ "requestId": "twice", "markets": ["fx"], "asOf": "2026-01-05T21:05:00Z" }""";
        const string Other = """{ "requestId": "twice", "markets": ["crypto-spot"], "asOf": "2026-01-05T21:05:00Z" }""";
        const string Later = """{ "requestId": "twice", "markets": ["fx"], "asOf": "2026-01-06T21:05:00Z" }""";

        using HttpResponseMessage first = await client.PostAsync("/api/cycles", Requests.Json(Body));
        JsonNode cycle = await Requests.FinishedAsync(client, "cycle-twice");
        using HttpResponseMessage second = await client.PostAsync("/api/cycles", Requests.Json(Body));
        using HttpResponseMessage third = await client.PostAsync("/api/cycles", Requests.Json(Other));
        using HttpResponseMessage fourth = await client.PostAsync("/api/cycles", Requests.Json(Later));

        Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);
        Assert.Equal("/api/cycles/cycle-twice", first.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.Accepted, second.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, third.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, fourth.StatusCode);
        JsonNode again = await Requests.FinishedAsync(client, "cycle-twice");
        Assert.True(JsonNode.DeepEquals(cycle["orders"], again["orders"]));
    }

    [Fact]
    public async Task Reads_AfterACycle_ShowWhatItDid()
    {
        await using DeskProcess desk = await ServeAsync();
        using HttpClient client = desk.Client("adminKey");
        await client.PostAsync("/api/cycles", Requests.Json("""{ "requestId": "reads", "asOf": "2026-02-02T21:05:00Z" }"""));
        JsonNode cycle = await Requests.FinishedAsync(client, "cycle-reads");

        JsonNode portfolio = (await client.GetFromJsonAsync<JsonNode>("/api/portfolio"))!;
        JsonNode orders = (await client.GetFromJsonAsync<JsonNode>("/api/orders?take=500"))!;
        JsonNode journal =
            (await client.GetFromJsonAsync<JsonNode>("/api/journal?stream=cycle:cycle-reads"))!;
        JsonNode health = (await client.GetFromJsonAsync<JsonNode>("/api/health"))!;
        JsonNode cycles = (await client.GetFromJsonAsync<JsonNode>("/api/cycles"))!;

        Assert.Equal(
            (decimal)portfolio["equity"]!,
            portfolio["cash"]!.AsObject().Sum(pair => (decimal)pair.Value!)
                + portfolio["positions"]!.AsArray().Sum(one => (decimal)one!["value"]!));
        string[] approved = [.. cycle["orders"]!.AsArray()
            .Where(order => (string)order!["verdict"]! == "approved").Select(
                order => (string)order!["clientOrderId"]!)];
        Assert.Equal(
            approved.Order(),
            orders["orders"]!.AsArray().Select(order => (string)order!["order"]!["clientOrderId"]!).Order());
        Assert.Equal(
            ["cycle-planned", "orders-judged", "cycle-recorded"],
            journal["lines"]!.AsArray().Select(line => (string)line!["kind"]!));
        Assert.Equal("ok", (string)health["status"]!);
        Assert.Contains(cycles["cycles"]!.AsArray(), one => (string)one!["cycleId"]! == "cycle-reads");
    }

    [Fact]
    public async Task Queue_AnIntent_GoesThroughTheSameGate()
    {
        await using DeskProcess desk = await ServeAsync();
        using HttpClient client = desk.Client("adminKey");
        await client.PostAsync("/api/queues/order-intents/messages", Requests.Json(
            """
            { "intentId": "big", "strategy": "outside", "market": "us-equities", "symbol": "SIM-EQ001", "side": "buy",
              "quantity": 1000000, "decidedAt": "2026-03-02T21:05:00Z", "asOf": "2026-03-02T21:05:00Z" }
            """));
        JsonNode cycle = await Requests.EventuallyAsync(async () =>
        {
            using HttpResponseMessage answer = await client.GetAsync("/api/cycles/intent-big");
            JsonNode? found = answer.IsSuccessStatusCode
                ? await answer.Content.ReadFromJsonAsync<JsonNode>()
                : null;
            return (string?)found?["status"] == "completed" ? found : null;
        });

        JsonNode order = Assert.Single(cycle["orders"]!.AsArray())!;
        Assert.Equal("denied", (string)order["verdict"]!);
        Assert.Contains(
            order["rules"]!.AsArray(),
            rule => !(bool)rule!["passed"]! && (string)rule["rule"]! == "MaxOrderNotional");
    }

    private Task<DeskProcess> ServeAsync() =>
        DeskProcess.ServeAsync(_folder.Path, "--store", "store.db", "--state", "state.db");
}
