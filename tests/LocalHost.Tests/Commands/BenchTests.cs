using System.Text.Json.Nodes;
using TradingBase.LocalHost.Tests.Storage;

namespace TradingBase.LocalHost.Tests.Commands;

public sealed class BenchTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Bench_OnePart_TellsItAndTheMachineAndLeavesTheOthersOut()
    {
        JsonNode document = await DeskProcess.RunJsonAsync(
            _folder.Path, "bench", "--folder", _folder.Path, "--only", "raw");

        Assert.Equal("FULL", (string?)document["engine"]!["synchronous"]);
        Assert.True((double)document["engine"]!["rawSqlite"]!["commitsPerSecond"]! > 0);
        Assert.Null(document["engine"]!["sequence"]);
        Assert.Equal(Environment.ProcessorCount, (int)document["machine"]!["cores"]!);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    /// <remarks><c>TRADINGBASE_KILLS</c> sets how many kills, <c>TRADINGBASE_SEED</c> which points.</remarks>
    [Fact]
    public async Task Bench_KilledProcess_LosesNothingAndRepeatsOnlyWhatWasInFlight()
    {
        string kills = Environment.GetEnvironmentVariable("TRADINGBASE_KILLS") ?? "3";
        string seed = Environment.GetEnvironmentVariable("TRADINGBASE_SEED") ?? "11";

        JsonNode document = await DeskProcess.RunJsonAsync(
            _folder.Path,
            "bench", "--folder", _folder.Path, "--only", "crash", "--kills", kills, "--seed", seed);

        JsonNode crash = document["engine"]!["crash"]!;
        Assert.True(crash["sound"]!.ToJsonString() == kills, $"TRADINGBASE_SEED={seed}: {crash.ToJsonString()}");
        Assert.Equal(200, (int)crash["fewestCompleted"]!);
        Assert.Equal(0, (int)crash["lost"]!);
        Assert.True((double)crash["firstProgressMs"]! > 0, crash.ToJsonString());
    }

    [Fact]
    public async Task Bench_Route_TellsBothDecisionsAndThatNothingIsAllocated()
    {
        JsonNode document = await DeskProcess.RunJsonAsync(
            _folder.Path, "bench", "--folder", _folder.Path, "--only", "route");

        JsonNode route = document["route"]!;
        Assert.Equal(32, (int)route["endpoints"]!);
        Assert.True((double)route["choose"]!["medianNs"]! > 0, route.ToJsonString());
        Assert.True((double)route["reserve"]!["p999Ns"]! > 0, route.ToJsonString());

        // An object is 24 bytes at least; less is the runtime's own, once in a run.
        Assert.InRange((double)route["bytesPerDecision"]!, 0, 0.5);
        Assert.Null(document["engine"]);
    }

    [Fact]
    public async Task Bench_UnknownPart_IsWrongUsage()
    {
        (int exitCode, _, string errors) = await DeskProcess.RunAsync(_folder.Path, "bench", "--only", "luck");

        Assert.Equal(2, exitCode);
        Assert.Contains("luck", errors);
    }
}
