using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using TradingBase.Journal;
using TradingBase.LocalHost.Storage;
using TradingBase.LocalHost.Tests.Storage;

namespace TradingBase.LocalHost.Tests.Commands;

/// <summary>What an auditor types.</summary>
public sealed class JournalCommandTests : IAsyncLifetime, IDisposable
{
    private static readonly DateTimeOffset January = new(2018, 1, 10, 12, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();

    private string State => Path.Combine(_folder.Path, "state.db");

    public void Dispose() => _folder.Dispose();

    public async Task InitializeAsync()
    {
        await using SqliteStateStore store = SqliteStateStore.Open(State);
        JournalBook journal = new(store);
        for (int i = 0; i < 300; i++)
        {
            await journal.AppendAsync("desk", $"k{i}", "told", January, "with, a \"comma\"\nand a line", default);
        }

        await journal.AppendAsync("order:1", "k", "told", January.AddMonths(1), 1, default);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Export_AsJson_GivesEveryLineAsItIsHashed()
    {
        (int exitCode, string output, string notes) = await RunAsync("export", "--format", "json");

        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal((0, 301), (exitCode, lines.Length));
        Assert.Contains("301 lines", notes, StringComparison.Ordinal);
        JournalEntry first = Canonical.Read<JournalEntry>(lines[0]);
        Assert.Equal(("desk", 1L, lines[0].Trim()), (first.Stream, first.Sequence, Canonical.Json(first)));
    }

    [Fact]
    public async Task Export_AMonthAsCsv_GivesWhatItsSealCovers()
    {
        await RunAsync("seal", "2018-01");
        string file = Path.Combine(_folder.Path, "january.csv");

        (int exitCode, _, _) = await RunAsync("export", "--month", "2018-01", "--out", file);

        string text = await File.ReadAllTextAsync(file);
        Assert.Equal(0, exitCode);
        Assert.StartsWith("stream,sequence,key,kind,deskTime,body,previousHash,hash", text, StringComparison.Ordinal);
        Assert.Equal(300, text.Split("2018-01-10T12:00:00Z").Length - 1);
        Assert.DoesNotContain("order:1", text, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync("export", "--out", file)).ExitCode);
    }

    [Fact]
    public async Task Export_ALineThatWasChanged_FailsAndLeavesNoFile()
    {
        using (SqliteConnection connection = new($"Data Source={State}"))
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText =
                """
                UPDATE rows SET value = CAST(replace(CAST(value AS TEXT), '"sequence":200', '"sequence":201') AS BLOB)
                WHERE instr(CAST(value AS TEXT), '"sequence":200') > 0
                """;
            Assert.Equal(1, command.ExecuteNonQuery());
        }

        string file = Path.Combine(_folder.Path, "out.csv");
        (int exitCode, _, string notes) = await RunAsync("export", "--out", file);

        Assert.Equal(1, exitCode);
        Assert.Contains("e:000000000200", notes, StringComparison.Ordinal);
        Assert.False(File.Exists(file));
    }

    [Fact]
    public async Task Prune_ASealedMonth_LeavesAJournalThatVerifies()
    {
        Assert.Equal(2, (await RunAsync("prune", "2018-01")).ExitCode);
        await RunAsync("seal", "2018-01");

        (int exitCode, string output, _) = await RunAsync("prune", "2018-01", "--json");
        JsonNode verified = await DeskProcess.RunJsonAsync(_folder.Path, "verify", "--state", State);

        Assert.Equal((0, 300), (exitCode, (int)JsonNode.Parse(output)!["removed"]!));
        Assert.True((bool)verified["ok"]!);
        Assert.Equal("2018-01", (string)JsonNode.Parse(
            (await RunAsync("months", "--json")).Output)![0]!["month"]!);
    }

    [Theory]
    [InlineData("seal", "2018-13")]
    [InlineData("seal", "9999-01")]
    [InlineData("export", "--month", "2017-01")]
    public async Task Journal_WrongUsage_SaysWhatWasExpected(params string[] asked)
    {
        (int exitCode, _, string notes) = await RunAsync(asked);

        Assert.Equal(2, exitCode);
        Assert.NotEmpty(notes);
    }

    private Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] asked) =>
        DeskProcess.RunAsync(_folder.Path, ["journal", .. asked, "--state", State]);
}
