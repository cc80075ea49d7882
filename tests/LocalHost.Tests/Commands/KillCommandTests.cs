using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TradingBase.LocalHost.Tests.Storage;

namespace TradingBase.LocalHost.Tests.Commands;

/// <summary><c>kill</c> as a user types it, while an order works at the paper venue.</summary>
public sealed class KillCommandTests : IDisposable
{
    private static readonly string[] Named = ["--by", "Ada", "--why", "A test."];

    private readonly TempFolder _folder = new();
    private readonly string _config;

    public KillCommandTests()
    {
        _config = Path.Combine(_folder.Path, "desk.json");
        File.WriteAllText(_config, """{ "desk": { "name": "kill" } }""");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Kill_AtAHost_TakesTheOrderBackAndFollowsTheReport()
    {
        await using DeskProcess desk = await DeskProcess.ServeAsync(_folder.Path, "--config", _config);
        string[] where = Where(desk);
        string order = await WorkingAsync(desk);

        JsonNode killed = await DeskProcess.RunJsonAsync(
            _folder.Path, ["kill", "--keep-positions", "--wait", .. Named, .. where]);
        JsonNode shown = await DeskProcess.RunJsonAsync(
            _folder.Path, ["kill", "show", (string)killed["killId"]!, .. where]);
        JsonNode status = await DeskProcess.RunJsonAsync(_folder.Path, ["status", .. where]);
        JsonNode ended = await StandingAsync(desk, order, "canceled");

        Assert.Equal("paper", (string)killed["venues"]![0]!["venue"]!);
        Assert.Equal(1, (int)killed["venues"]![0]!["canceled"]!);
        Assert.True((bool)killed["report"]!["complete"]!);
        Assert.True(JsonNode.DeepEquals(killed["report"], shown["report"]));
        Assert.Equal("halted", (string)status["desk"]!["state"]!);
        Assert.NotNull(ended);
    }

    [Fact]
    public async Task Kill_WithoutAHost_HaltsTheStateAndTellsTheVenues()
    {
        await using DeskProcess desk = await DeskProcess.ServeAsync(_folder.Path, "--config", _config);
        string[] where = Where(desk);
        await WorkingAsync(desk);
        await desk.KillAsync();

        (int alone, _, string none) = await DeskProcess.RunAsync(_folder.Path, ["kill", .. Named, .. where]);
        (int half, string stateless, string why) = await DeskProcess.RunAsync(
            _folder.Path, ["kill", .. Named, where[0], where[1], "--config", _config]);
        JsonNode killed = await DeskProcess.RunJsonAsync(
            _folder.Path, ["kill", .. Named, .. where, "--config", _config]);

        Assert.Equal(1, alone);
        Assert.Contains("No host of ours answers", none, StringComparison.Ordinal);
        Assert.Equal(1, half);
        Assert.Contains("NOT halted", stateless, StringComparison.Ordinal);
        Assert.Contains("--state", why, StringComparison.Ordinal);
        Assert.Equal("Halted", (string)killed["halt"]!["done"]!);
        Assert.Equal(1, (int)killed["venues"]![0]!["canceled"]!);
        Assert.Equal(0, (int)killed["venues"]![0]!["openOrders"]!);
        Assert.False((bool)killed["flattened"]!);

        // The next start meets the halt.
        await using DeskProcess again = await DeskProcess.ServeAsync(_folder.Path, "--config", _config);
        JsonNode status = await DeskProcess.RunJsonAsync(_folder.Path, ["status", .. Where(again)]);
        Assert.Equal("halted", (string)status["desk"]!["state"]!);
    }

    private static string[] Where(DeskProcess desk) =>
        ["--url", (string)desk.Running["address"]!, "--state", (string)desk.Running["state"]!];

    // A live order at simulated prices works until the market's next bar, tomorrow.
    private static async Task<string> WorkingAsync(DeskProcess desk)
    {
        using HttpClient client = desk.Client("adminKey");
        string now = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
        await client.PostAsync("/api/queues/order-intents/messages", Requests.Json(
            $$"""
            { "intentId": "works", "strategy": "outside", "market": "crypto-spot", "symbol": "SIM-CR001USD",
              "side": "buy", "quantity": 1, "decidedAt": "{{now}}" }
            """));
        JsonNode order = await StandingAsync(desk, null, "accepted");
        return (string)order["order"]!["clientOrderId"]!;
    }

    private static async Task<JsonNode> StandingAsync(DeskProcess desk, string? id, string status)
    {
        using HttpClient client = desk.Client();
        return await Requests.EventuallyAsync(async () =>
            (await client.GetFromJsonAsync<JsonNode>("/api/orders"))!["orders"]!.AsArray().FirstOrDefault(
                order => (string)order!["report"]!["status"]! == status
                    && (id is null || (string)order["order"]!["clientOrderId"]! == id)));
    }
}
