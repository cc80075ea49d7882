using System.Text.Json.Nodes;
using TradingBase.LocalHost.Tests.Storage;

namespace TradingBase.LocalHost.Tests.Commands;

/// <summary>The command against a desk that serves: a cycle on paper, and the account compared to the cent.</summary>
public sealed class ReconcileCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Reconcile_AfterACycleOnPaper_Agrees()
    {
        await using DeskProcess desk = await DeskProcess.ServeAsync(
            _folder.Path, "--store", "store.db", "--state", "state.db");
        using HttpClient client = desk.Client("adminKey");
        await client.PostAsync(
            "/api/cycles", Requests.Json("""{ "requestId": "one", "asOf": "2026-01-05T21:05:00Z" }"""));
        await Requests.FinishedAsync(client, "cycle-one");
        string[] where = ["--url", (string)desk.Running["address"]!, "--state", "state.db"];

        JsonNode found = await DeskProcess.RunJsonAsync(_folder.Path, ["reconcile", .. where]);
        (int exitCode, string output, _) = await DeskProcess.RunAsync(
            _folder.Path, ["reconcile", "--last", .. where]);

        JsonNode venue = Assert.Single(found["venues"]!.AsArray())!;
        Assert.Equal(("paper", true), ((string)venue["venue"]!, (bool)venue["last"]!["passed"]!));
        Assert.True((bool)venue["mark"]!["passed"]!);
        Assert.Equal((0, "paper: agrees with the books."), (exitCode, output.Trim()));
        JsonNode portfolio = JsonNode.Parse(await client.GetStringAsync("/api/portfolio"))!;
        Assert.NotEmpty(portfolio["positions"]!.AsArray());
    }

    [Fact]
    public async Task Reconcile_WithoutAHost_SaysSo()
    {
        (int exitCode, _, string errors) = await DeskProcess.RunAsync(
            _folder.Path, "reconcile", "--url", "http://127.0.0.1:9", "--key", "k");

        Assert.Equal(1, exitCode);
        Assert.Contains("No host of ours answers", errors, StringComparison.Ordinal);
    }
}
