using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TradingBase.LocalHost.Tests.Storage;

namespace TradingBase.LocalHost.Tests.Commands;

/// <summary><c>orders</c>, <c>orders cancel</c>, <c>approve</c> and <c>refuse</c> as a user types
/// them.</summary>
public sealed class OrderCommandTests : IDisposable
{
    private static readonly string[] Named = ["--by", "Ada", "--why", "A test."];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Orders_ThatWaitForAPerson_AreSeenAnsweredAndWantedBack()
    {
        string config = Path.Combine(_folder.Path, "desk.json");
        await File.WriteAllTextAsync(config, """{ "risk": { "approvalNotional": 1 } }""");
        await using DeskProcess desk = await DeskProcess.ServeAsync(_folder.Path, "--config", config);
        string[] where =
            ["--url", (string)desk.Running["address"]!, "--state", (string)desk.Running["state"]!];
        string bought = await WaitingAsync(desk, "bought", 10);
        string refused = await WaitingAsync(desk, "refused", 11);
        string back = await WaitingAsync(desk, "back", 12);

        JsonNode seen = await DeskProcess.RunJsonAsync(_folder.Path, ["orders", .. where]);
        JsonNode approved = await DeskProcess.RunJsonAsync(
            _folder.Path, ["approve", bought, .. Named, .. where]);
        JsonNode no = await DeskProcess.RunJsonAsync(
            _folder.Path, ["refuse", refused, .. Named, .. where]);
        JsonNode wish = await DeskProcess.RunJsonAsync(
            _folder.Path, ["orders", "cancel", back, .. Named, .. where]);
        (int unknown, _, string why) = await DeskProcess.RunAsync(
            _folder.Path, ["orders", "cancel", "nobodys", .. Named, .. where]);
        (int again, _, _) = await DeskProcess.RunAsync(
            _folder.Path, ["refuse", bought, .. Named, .. where]);
        JsonNode filled = await Requests.EventuallyAsync(async () =>
            (await DeskProcess.RunJsonAsync(_folder.Path, ["orders", .. where]))["orders"]!.AsArray()
                .FirstOrDefault(order => (string)order!["report"]!["status"]! is "filled"));

        Assert.Equal(
            new[] { bought, refused, back }.Order(),
            seen["approvals"]!.AsArray().Select(one => (string)one!["clientOrderId"]!).Order());
        Assert.True((bool)approved["approved"]!);
        Assert.False((bool)no["approved"]!);
        Assert.Equal(("Ada", back), ((string)wish["by"]!, (string)wish["clientOrderId"]!));
        Assert.Equal((1, 1), (unknown, again));
        Assert.Contains("no open order", why, StringComparison.Ordinal);
        Assert.Equal(bought, (string)filled["order"]!["clientOrderId"]!);
    }

    private static async Task<string> WaitingAsync(DeskProcess desk, string intent, int quantity)
    {
        using HttpClient client = desk.Client("adminKey");
        await client.PostAsync("/api/queues/order-intents/messages", Requests.Json(
            $$"""
            { "intentId": "{{intent}}", "strategy": "outside", "market": "us-equities", "symbol": "SIM-EQ001",
              "side": "buy", "quantity": {{quantity}}, "decidedAt": "2026-03-02T21:05:00Z",
              "asOf": "2026-03-02T21:05:00Z" }
            """));
        JsonNode asked = await Requests.EventuallyAsync(async () =>
            (await client.GetFromJsonAsync<JsonNode>("/api/approvals"))!["approvals"]!.AsArray()
                .FirstOrDefault(one => ((string)one!["order"]!).Contains($" {quantity} of ")));
        return (string)asked["clientOrderId"]!;
    }
}
