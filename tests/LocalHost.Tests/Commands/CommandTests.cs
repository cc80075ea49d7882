using System.IO.Compression;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using TradingBase.LocalHost.Tests.Storage;

namespace TradingBase.LocalHost.Tests.Commands;

/// <summary>The commands as a user types them.</summary>
public sealed class CommandTests : IDisposable
{
    private const string Header = "symbol,market,timestamp_utc,open,high,low,close,volume\n";
    private const string Good = "AAPL,equity,2017-12-28T00:00:00Z,10,11,9,10.5,1000\n";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Demo_FreshFolder_ShowsMarketsInsightsVerdictsFillsAndCost()
    {
        JsonNode cycle = await DeskProcess.RunJsonAsync(_folder.Path, "demo");

        Assert.True((bool)cycle["simulated"]!);
        Assert.Equal(4, cycle["markets"]!.AsArray().Count);
        JsonArray orders = cycle["orders"]!.AsArray();
        Assert.Contains(orders, order => (string)order!["verdict"]! == "approved");
        Assert.Contains(orders, order => (string)order!["verdict"]! == "denied");
        Assert.All(orders, order => Assert.True(order!["rules"]!.AsArray().Count >= 10));
        Assert.Contains(orders, order => order!["fills"]!.AsArray().Count > 0);
        Assert.All(
            cycle["insights"]!.AsArray(), insight => Assert.Equal(5, insight!["analysts"]!.AsArray().Count));
        Assert.True((int)cycle["compute"]!["calls"]! > 0);
    }

    [Fact]
    public async Task Demo_FreshFoldersAndOneSeed_GiveOneHead_AndAnotherSeedAnother()
    {
        string first = await HeadAsync("first", "42");
        string second = await HeadAsync("second", "42");
        string other = await HeadAsync("first", "43");

        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
    }

    [Fact]
    public async Task Demo_SecondTime_ShowsTheRecordAndTradesNothing()
    {
        JsonNode first = await DeskProcess.RunJsonAsync(_folder.Path, "demo");
        JsonNode second = await DeskProcess.RunJsonAsync(_folder.Path, "demo");

        Assert.True(JsonNode.DeepEquals(first["orders"], second["orders"]));
        Assert.Equal((string)first["journal"]!["head"]!, (string)second["journal"]!["head"]!);
    }

    [Fact]
    public async Task Demo_AsText_ShowsEveryPart()
    {
        (int exitCode, string output, _) = await DeskProcess.RunAsync(_folder.Path, "demo");

        Assert.Equal(0, exitCode);
        foreach (string part in new[]
        {
            "simulated prices", "Markets", "Insights", "Orders", "approved", "denied", "Portfolio", "equity",
            "compute",
            "journal",
        })
        {
            Assert.Contains(part, output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Verify_AByteOfTheStateChanged_SaysWhereAndFails()
    {
        await DeskProcess.RunJsonAsync(_folder.Path, "demo", "--state", "state.db", "--store", "store.db");
        JsonNode before = await DeskProcess.RunJsonAsync(_folder.Path, "verify", "--state", "state.db");
        Assert.True((bool)before["ok"]!);

        Assert.True(FlipOneByte(Path.Combine(_folder.Path, "state.db")) > 0);

        (int exitCode, string output, _) = await DeskProcess.RunAsync(
            _folder.Path, "verify", "--state", "state.db", "--json");
        Assert.Equal(1, exitCode);
        Assert.False((bool)JsonNode.Parse(output)!["ok"]!);
        Assert.NotNull((string?)JsonNode.Parse(output)!["firstBad"]);
    }

    [Theory]
    [InlineData("AAPL,equity,2017-12-29T00:00:00Z,ten,11,9,10,1000\n")]
    [InlineData("AAPL,equity,2017-12-29T00:00:00Z,10,9,8,8.5,1000\n")]
    [InlineData("AAPL,equity,2017-12-28T00:00:00Z,10,11,9,10,1000\n")]
    public async Task Cycle_WrongDataFile_NamesFileAndLineAndKeepsNothing(string row)
    {
        Data("AAPL.1d.csv", Header + Good + row);

        (int exitCode, string output, string errors) = await CycleAsync();

        Assert.Equal(2, exitCode);
        Assert.Empty(output);
        Assert.Contains("AAPL.1d.csv", errors, StringComparison.Ordinal);
        Assert.Contains("line 3", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cycle_TruncatedGzip_NamesTheFile()
    {
        Data("AAPL.1d.csv", Header + Good);
        string path = Path.Combine(_folder.Path, "data", "equity", "AAPL.1d.csv");
        using (MemoryStream packed = new())
        {
            using (GZipStream gzip = new(packed, CompressionLevel.Optimal, leaveOpen: true))
            {
                gzip.Write(File.ReadAllBytes(path));
            }

            File.WriteAllBytes(path + ".gz", packed.ToArray()[..^12]);
        }

        File.Delete(path);

        (int exitCode, _, string errors) = await CycleAsync();

        Assert.Equal(2, exitCode);
        Assert.Contains("AAPL.1d.csv.gz", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Demo_OnAnAccountOfOtherPrices_IsRefused()
    {
        string[] files = ["--state", "state.db", "--store", "store.db"];
        await DeskProcess.RunJsonAsync(_folder.Path, ["demo", "--seed", "42", .. files]);

        (int exitCode, _, string errors) = await DeskProcess.RunAsync(
            _folder.Path, ["demo", "--seed", "43", .. files]);

        Assert.Equal(2, exitCode);
        Assert.Contains("simulated (seed 42)", errors, StringComparison.Ordinal);
        Assert.Contains("simulated (seed 43)", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cycle_UnknownMarket_NamesTheKnownOnes()
    {
        (int exitCode, _, string errors) = await DeskProcess.RunAsync(
            _folder.Path, "cycle", "--markets", "moon-rocks", "--as-of", "2026-01-05T21:05:00Z");

        Assert.Equal(2, exitCode);
        Assert.Contains("'moon-rocks'", errors, StringComparison.Ordinal);
        Assert.Contains("us-equities", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cycle_InTheAccountsPast_FailsWithBothMoments()
    {
        string[] account = ["--store", "store.db", "--state", "state.db", "--as-of"];
        await DeskProcess.RunJsonAsync(_folder.Path, ["cycle", .. account, "2026-02-02T21:05:00Z"]);

        (int exitCode, string output, string errors) = await DeskProcess.RunAsync(
            _folder.Path, ["cycle", .. account, "2026-01-05T21:05:00Z"]);

        Assert.Equal(1, exitCode);
        Assert.DoesNotContain("equity", output, StringComparison.Ordinal);
        Assert.Contains("A cycle as of 2026-01-05T21:05:00Z", errors, StringComparison.Ordinal);
        Assert.Contains("has been traded up to 2026-02-", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cycle_MalformedConfiguration_NamesEveryPathAndStartsNothing()
    {
        File.WriteAllText(
            Path.Combine(_folder.Path, "desk.json"), """{ "risk": { "maxDrawdown": "deep" }, "dsk": 1 }""");

        (int exitCode, _, string errors) = await DeskProcess.RunAsync(
            _folder.Path, "cycle", "--config", "desk.json");

        Assert.Equal(2, exitCode);
        Assert.Contains("$.risk.maxDrawdown", errors, StringComparison.Ordinal);
        Assert.Contains("$.dsk", errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, ".tradingbase")));
    }

    [Theory]
    [InlineData("cycle --as-of yesterday", "--as-of")]
    [InlineData("cycle --as-of 2999-01-01T00:00:00Z", "future")]
    [InlineData("demo --instruments 3", "--instruments")]
    [InlineData("cycle --data nowhere", "nowhere")]
    [InlineData("verify --state nowhere.db", "nowhere.db")]
    [InlineData("data check nowhere", "nowhere")]
    [InlineData("dance", "dance")]
    [InlineData("serve --port 99999", "--port")]
    public async Task Command_WrongUsage_ExitsWithTwoAndSaysWhat(string line, string said)
    {
        (int exitCode, _, string errors) = await DeskProcess.RunAsync(_folder.Path, line.Split(' '));

        Assert.Equal(2, exitCode);
        Assert.Contains(said, errors, StringComparison.Ordinal);
    }

    private Task<(int ExitCode, string Output, string Errors)> CycleAsync() => DeskProcess.RunAsync(
        _folder.Path, "cycle", "--data", "data", "--markets", "us-equities", "--as-of",
        "2017-12-29T21:05:00Z", "--json");

    private async Task<string> HeadAsync(string name, string seed)
    {
        string folder = Path.Combine(_folder.Path, name);
        Directory.CreateDirectory(folder);
        JsonNode cycle = await DeskProcess.RunJsonAsync(folder, "demo", "--seed", seed);
        return (string)cycle["journal"]!["head"]!;
    }

    private void Data(string name, string content)
    {
        string folder = Path.Combine(_folder.Path, "data", "equity");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, name), content);
    }

    // One letter inside one journal line, as a hand that edits the books would change it.
    private static int FlipOneByte(string path)
    {
        using SqliteConnection connection = new($"Data Source={path}");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText =
            """
            UPDATE rows SET value = CAST(replace(CAST(value AS TEXT), 'order-filled', 'order-fillex') AS BLOB)
            WHERE instr(CAST(value AS TEXT), 'order-filled') > 0
            """;
        return command.ExecuteNonQuery();
    }
}
