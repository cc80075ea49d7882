using System.Text.Json.Nodes;
using TradingBase.Desk;
using TradingBase.Journal;
using TradingBase.LocalHost.Storage;
using TradingBase.LocalHost.Tests.Storage;
using TradingBase.Risk;

namespace TradingBase.LocalHost.Tests.Commands;

/// <summary><c>halt</c>, <c>status</c>, <c>resume</c> and <c>alerts</c> as a user types them.</summary>
public sealed class StateCommandTests : IDisposable
{
    private static readonly string[] Named = ["--by", "Ada", "--why", "A test."];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Halt_OnARunningHost_HoldsUntilItIsResumed()
    {
        await using DeskProcess desk = await DeskProcess.ServeAsync(_folder.Path);
        string[] where =
            ["--url", (string)desk.Running["address"]!, "--state", (string)desk.Running["state"]!];

        JsonNode held = await DeskProcess.RunJsonAsync(_folder.Path, ["halt", .. Named, .. where]);
        JsonNode seen = await DeskProcess.RunJsonAsync(_folder.Path, ["status", .. where]);
        JsonNode told = await DeskProcess.RunJsonAsync(_folder.Path, ["alerts", .. where]);
        (int refused, _, string why) = await DeskProcess.RunAsync(
            _folder.Path, ["reduce", .. Named, where[0], where[1], "--state", "elsewhere/state.db"]);
        JsonNode free = await DeskProcess.RunJsonAsync(_folder.Path, ["resume", .. Named, .. where]);

        Assert.Equal("halted", (string)held["state"]!);
        Assert.Equal("Ada", (string)seen["desk"]!["holds"]![0]!["by"]!);
        Assert.Equal("desk-state", (string)told["alerts"]![0]!["kind"]!);
        Assert.Equal("active", (string)free["state"]!);

        // Somebody is there: who has no key is refused, and no state file is touched.
        Assert.Equal(1, refused);
        Assert.Contains("401", why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Halt_WithoutAHost_HoldsTheStateFile_AndResumeDoesNot()
    {
        string file = Path.Combine(_folder.Path, "state.db");
        await using (SqliteStateStore store = SqliteStateStore.Open(file))
        {
            await new DeskStateBook(store).ChangeAsync(
                _ => new([], 100m, new(2017, 12, 29), 100m), default);
        }

        string[] where = ["--url", "http://127.0.0.1:1", "--state", file];
        JsonNode held = await DeskProcess.RunJsonAsync(_folder.Path, ["halt", .. Named, .. where]);
        (int exitCode, _, string errors) = await DeskProcess.RunAsync(
            _folder.Path, ["resume", .. Named, .. where, "--key", "none"]);

        Assert.True((bool)held["offline"]!);
        Assert.Equal(1, exitCode);
        Assert.Contains("No host", errors, StringComparison.Ordinal);
        await using SqliteStateStore after = SqliteStateStore.Open(file);
        StateHold hold = Assert.Single((await new DeskStateBook(after).FindAsync(default))!.Holds);
        Assert.Equal((StateCauses.Person, TradingState.Halted, "Ada"), (hold.Cause, hold.State, hold.By));
        Assert.Single(await new RecordBook(after).ListAsync<Alert>(Alert.RecordKind, null, 9, default));
    }

    [Theory]
    [InlineData("halt", "--by", " ", "--why", "x")]
    [InlineData("halt", "--why", "x")]
    [InlineData("alerts", "--take", "0")]
    [InlineData("status", "--url", "nowhere")]
    public async Task Command_WronglyUsed_Is2(params string[] arguments)
    {
        (int exitCode, _, _) = await DeskProcess.RunAsync(_folder.Path, arguments);

        Assert.Equal(2, exitCode);
    }
}
