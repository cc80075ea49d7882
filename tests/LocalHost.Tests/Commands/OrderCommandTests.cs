using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TradingBase.LocalHost.Tests.Storage;

namespace TradingBase.LocalHost.Tests.Commands;

/// <summary><c>orders</c>, <c>orders cancel</c>, <c>orders replace</c>, <c>approve</c> and <c>refuse</c> as a
/// user types them.</summary>
public sealed class OrderCommandTests : IDisposable
{
    private static readonly string[] Named = ["--by", "Ada", "--why", "A test."];

    // Ten in the morning in New York: after the close no limit order is taken.
    private const string Session = "2026-03-03T15:00:00Z";

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

    [Fact]
    public async Task Replace_AnOrderThatWaits_OrdersAnewWhatIsWantedAndWaitsAgain()
    {
        string config = Path.Combine(_folder.Path, "desk.json");
        await File.WriteAllTextAsync(config, """{ "risk": { "approvalNotional": 1 } }""");
        await using DeskProcess desk = await DeskProcess.ServeAsync(_folder.Path, "--config", config);
        string[] where =
            ["--url", (string)desk.Running["address"]!, "--state", (string)desk.Running["state"]!];
        string unpriced = await WaitingAsync(desk, "unpriced", 10, at: Session);
        JsonNode waiting = await DeskProcess.RunJsonAsync(_folder.Path, ["orders", .. where]);
        decimal price = Math.Round((decimal)waiting["approvals"]![0]!["worth"]! / 10, 2);
        string old = await WaitingAsync(
            desk, "changed", 12, string.Create(CultureInfo.InvariantCulture, $"\"limitPrice\": {price},"),
            Session);
        string limit = (price - 0.01m).ToString(CultureInfo.InvariantCulture);

        (int refused, _, string why) = await DeskProcess.RunAsync(
            _folder.Path, ["orders", "replace", unpriced, "--limit", "99.5", .. Named, .. where]);
        JsonNode wish = await DeskProcess.RunJsonAsync(
            _folder.Path,
            [
                "orders", "replace", old, "--quantity", "7", "--limit", limit, .. Named, .. where,
            ]);
        (int again, string shown, _) = await DeskProcess.RunAsync(
            _folder.Path, ["orders", "replace", unpriced, "--quantity", "3", .. Named, .. where]);
        JsonNode next = await Requests.EventuallyAsync(async () =>
            (await DeskProcess.RunJsonAsync(_folder.Path, ["orders", .. where]))["approvals"]!.AsArray()
                .FirstOrDefault(one => ((string)one!["order"]!).Contains(" 7 of ")));

        Assert.Equal(1, refused);
        Assert.Contains("which has no limit price", why, StringComparison.Ordinal);
        Assert.Equal(
            (7m, price - 0.01m, "Ada"),
            ((decimal)wish["quantity"]!, (decimal)wish["limitPrice"]!, (string)wish["by"]!));
        Assert.Equal(
            (0, $"{unpriced}: Ada wants it changed, to at most 3 units and the limit that it had"),
            (again, shown.Trim()));
        Assert.NotEqual(old, (string)next["clientOrderId"]!);
    }

    [Theory]
    [InlineData("orders", "replace", "some", "--by", "Ada", "--why", "x")]
    [InlineData("orders", "replace", "some", "--quantity", "0", "--by", "Ada", "--why", "x")]
    [InlineData("orders", "replace", "some", "--limit", "9,5", "--by", "Ada", "--why", "x")]
    [InlineData("orders", "replace", "some", "--limit", "9.5", "--by", " ", "--why", "x")]
    [InlineData("orders", "replace", "--limit", "9.5", "--by", "Ada", "--why", "x")]
    public async Task Replace_WronglyUsed_Is2(params string[] arguments)
    {
        // Nobody answers there: what would be sent ends with 1.
        (int exitCode, _, _) = await DeskProcess.RunAsync(
            _folder.Path, [.. arguments, "--url", "http://127.0.0.1:1", "--key", "k"]);

        Assert.Equal(2, exitCode);
    }

    private static async Task<string> WaitingAsync(
        DeskProcess desk, string intent, int quantity, string more = "", string at = "2026-03-02T21:05:00Z")
    {
        using HttpClient client = desk.Client("adminKey");
        await client.PostAsync("/api/queues/order-intents/messages", Requests.Json(
            $$"""
            { "intentId": "{{intent}}", "strategy": "outside", "market": "us-equities", "symbol": "SIM-EQ001",
              "side": "buy", "quantity": {{quantity}}, {{more}} "decidedAt": "{{at}}",
              "asOf": "{{at}}" }
            """));
        JsonNode asked = await Requests.EventuallyAsync(async () =>
            (await client.GetFromJsonAsync<JsonNode>("/api/approvals"))!["approvals"]!.AsArray()
                .FirstOrDefault(one => ((string)one!["order"]!).Contains($" {quantity} of ")));
        return (string)asked["clientOrderId"]!;
    }
}
