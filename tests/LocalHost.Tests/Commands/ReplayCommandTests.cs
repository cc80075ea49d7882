using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using TradingBase.LocalHost.Tests.Storage;

namespace TradingBase.LocalHost.Tests.Commands;

/// <summary><c>replay --against</c> as a user types it.</summary>
public sealed class ReplayCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Replay_AfterADemo_FitsAndAnOrchestrationWithoutAFunctionDoesNot()
    {
        await DeskProcess.RunJsonAsync(_folder.Path, "demo", "--state", "state.db", "--store", "store.db");

        JsonNode fits = await DeskProcess.RunJsonAsync(_folder.Path, "replay", "--against", "store.db");
        Rename("TradingCycle", "BartersCycle");
        (int exitCode, string output, _) = await DeskProcess.RunAsync(
            _folder.Path, "replay", "--against", "store.db", "--json");
        (_, string text, _) = await DeskProcess.RunAsync(_folder.Path, "replay", "--against", "store.db");

        Assert.True((bool)fits["ok"]!);
        Assert.InRange((int)fits["ended"]!, 5, 1_000);
        Assert.Empty(fits["findings"]!.AsArray());
        Assert.Equal(1, exitCode);
        JsonNode finding = Assert.Single(JsonNode.Parse(output)!["findings"]!.AsArray())!;
        Assert.Equal("functionGone", (string)finding["difference"]!);
        Assert.Contains("function gone", text, StringComparison.Ordinal);
        Assert.Contains("'BartersCycle'", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_WhileAHostServes_ReadsItsStore()
    {
        await using DeskProcess desk = await DeskProcess.ServeAsync(
            _folder.Path, "--store", "store.db", "--state", "state.db");

        JsonNode report = await DeskProcess.RunJsonAsync(_folder.Path, "replay", "--against", "store.db");

        Assert.True((bool)report["ok"]!);
    }

    [Theory]
    [InlineData("notes.txt", "no engine's store")]
    [InlineData("empty.db", "holds no instances")]
    [InlineData("nowhere.db", "no file 'nowhere.db'")]
    public async Task Replay_AgainstWhatIsNoStore_Is2AndSaysSo(string file, string said)
    {
        File.WriteAllText(Path.Combine(_folder.Path, "notes.txt"), new string('x', 5_000));
        File.WriteAllText(Path.Combine(_folder.Path, "empty.db"), "");

        (int exitCode, _, string errors) = await DeskProcess.RunAsync(
            _folder.Path, "replay", "--against", file);

        Assert.Equal(2, exitCode);
        Assert.Contains(said, errors, StringComparison.Ordinal);
    }

    private void Rename(string from, string to)
    {
        using SqliteConnection connection = new($"Data Source={Path.Combine(_folder.Path, "store.db")}");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "UPDATE instances SET name = $to WHERE name = $from";
        command.Parameters.AddWithValue("$from", from);
        command.Parameters.AddWithValue("$to", to);
        Assert.Equal(1, command.ExecuteNonQuery());
    }
}
