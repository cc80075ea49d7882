using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using TradingBase.LocalHost.Tests.Storage;

namespace TradingBase.LocalHost.Tests.Commands;

/// <summary>
/// A cycle started over HTTP, its process killed with SIGKILL at random moments and started again each time,
/// ends as the undisturbed one does. <c>TRADINGBASE_KILLS</c> sets how many kills, <c>TRADINGBASE_SEED</c>
/// which moments.
/// </summary>
public sealed class KillTests : IDisposable
{
    private const string Cycle = """{ "requestId": "kill-test", "asOf": "2026-01-05T21:05:00Z" }""";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Serve_KilledAtRandomMoments_OrdersFillsAndHeadsAreThoseOfTheUndisturbedRun()
    {
        int kills = Number("TRADINGBASE_KILLS", 4);
        int seed = Number("TRADINGBASE_SEED", 7);
        Random random = new(seed);
        string config = Configure();
        JsonNode undisturbed = await RunAsync(config, "undisturbed");

        for (int kill = 0; kill < kills; kill++)
        {
            await using DeskProcess desk = await ServeAsync(config, "killed");
            await AskAsync(desk);
            await Task.Delay(random.Next(600));
            await desk.KillAsync();
        }

        JsonNode killed = await RunAsync(config, "killed");

        // The message names the seed, so that a failure can be tried again.
        string[] different = [.. undisturbed.AsObject()
            .Where(part => !JsonNode.DeepEquals(part.Value, killed[part.Key]))
            .Select(part => part.Key)];
        Assert.True(
            different.Length == 0,
            $"TRADINGBASE_SEED={seed} TRADINGBASE_KILLS={kills}: {string.Join(", ", different)} differ: "
            + string.Join("; ", different.Select(part => FirstDifference(undisturbed[part], killed[part]))));
        JsonNode verified = await DeskProcess.RunJsonAsync(
            _folder.Path, "verify", "--state", Path.Combine(_folder.Path, "killed", "state.db"));
        Assert.True((bool)verified["ok"]!, verified.ToJsonString());
    }

    private static string FirstDifference(JsonNode? left, JsonNode? right)
    {
        string before = left?.ToJsonString() ?? "nothing", after = right?.ToJsonString() ?? "nothing";
        int from = before.AsSpan().CommonPrefixLength(after) - 300;
        return $"{Cut(before, from)} became {Cut(after, from)}";
    }

    private static string Cut(string text, int from) =>
        text[Math.Clamp(from, 0, text.Length)..Math.Clamp(from + 900, 0, text.Length)];

    private async Task<JsonNode> RunAsync(string config, string name)
    {
        await using DeskProcess desk = await ServeAsync(config, name);
        await AskAsync(desk);
        using HttpClient client = desk.Client();
        JsonNode cycle = await Requests.FinishedAsync(client, "cycle-kill-test");
        Assert.NotEmpty(cycle["orders"]!.AsArray());
        cycle["journal"] = await HeadsAsync(client);
        return cycle;
    }

    // What a host writes of its own starts and comparisons bears the present; what it decides does not.
    private static async Task<JsonNode> HeadsAsync(HttpClient client)
    {
        JsonObject heads = [];
        JsonNode page = JsonNode.Parse(await client.GetStringAsync("/api/journal?take=500"))!;
        foreach (string stream in page["streams"]!.AsArray().Select(name => (string)name!))
        {
            if (stream.StartsWith("cycle:", StringComparison.Ordinal)
                || stream.StartsWith("order:", StringComparison.Ordinal))
            {
                string address = $"/api/journal?stream={Uri.EscapeDataString(stream)}&take=500";
                JsonNode lines = JsonNode.Parse(await client.GetStringAsync(address))!["lines"]!;
                heads[stream] = (string)lines.AsArray()[^1]!["hash"]!;
            }
        }

        Assert.True(heads.Count > 5, $"Only {heads.Count} streams were found.");
        return heads;
    }

    private static async Task AskAsync(DeskProcess desk)
    {
        using HttpClient client = desk.Client("adminKey");
        using StringContent body = Requests.Json(Cycle);
        using HttpResponseMessage answer = await client.PostAsync("/api/cycles", body);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    private Task<DeskProcess> ServeAsync(string config, string name) => DeskProcess.ServeAsync(
        _folder.Path, "--config", config,
        "--store", Path.Combine(_folder.Path, name, "store.db"),
        "--state", Path.Combine(_folder.Path, name, "state.db"));

    // Enough instruments that a cycle takes longer than most kills wait; a cadence of a day, so that the
    // market clock does not join in with a cycle of the present.
    private string Configure()
    {
        string path = Path.Combine(_folder.Path, "desk.json");
        File.WriteAllText(path, """
            { "data": { "kind": "simulated", "seed": 5, "instruments": 40 },
              "markets": [{ "name": "us-equities", "cadenceMinutes": 1440 }, { "name": "fx", "cadenceMinutes": 1440 },
                { "name": "crypto-spot", "cadenceMinutes": 1440 }, { "name": "commodities", "cadenceMinutes": 1440 }] }
            """);
        return path;
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(
            Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out int value)
            ? value
            : otherwise;
}
