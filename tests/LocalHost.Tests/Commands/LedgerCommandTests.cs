using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TradingBase.LocalHost.Tests.Kills;
using TradingBase.LocalHost.Tests.Storage;

namespace TradingBase.LocalHost.Tests.Commands;

/// <summary><c>ledger post</c> as a user types it.</summary>
public sealed class LedgerCommandTests : IDisposable
{
    private static readonly string[] Named = ["--by", "Ada", "--why", "A test."];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Post_EveryKindAtALiveVenue_MovesCashAndUnitsOncePerId()
    {
        await using VenueDesk desk = await VenueDesk.StartAsync(_folder);
        string coin = desk.World[0].Instrument.Id.ToString();
        string[] where =
        [
            .. Named, "--url", (string)desk.Process.Running["address"]!,
            "--state", (string)desk.Process.Running["state"]!,
        ];
        string[] Cash(string id, string kind, string amount) =>
        [
            "ledger", "post", id, "--venue", "binance", "--kind", kind, "--currency", "USD",
            "--amount", amount, .. where,
        ];
        string[] units =
        [
            "ledger", "post", "u", "--venue", "binance", "--kind", "adjustment", "--instrument", coin,
            "--units", "-0.5", "--price", "10", .. where,
        ];

        JsonNode first = await DeskProcess.RunJsonAsync(_folder.Path, Cash("p1", "deposit", "1000"));
        JsonNode again = await DeskProcess.RunJsonAsync(_folder.Path, Cash("p1", "deposit", "1000"));
        (int other, _, string why) = await DeskProcess.RunAsync(
            _folder.Path, Cash("p1", "deposit", "1001"));
        foreach (string[] asked in (string[][])
        [
            Cash("p2", "withdrawal", "300"), Cash("p3", "fee", "-0.5"), Cash("p4", "interest", "-20"),
            Cash("p5", "dividend", "4"), Cash("p6", "adjustment", "-3"),
        ])
        {
            Assert.True((bool)(await DeskProcess.RunJsonAsync(_folder.Path, asked))["posted"]!);
        }

        JsonNode adjusted = await DeskProcess.RunJsonAsync(_folder.Path, units);
        using HttpClient client = desk.Process.Client();
        JsonNode book = (await client.GetFromJsonAsync<JsonNode>("/api/portfolio"))!;

        Assert.Equal((true, false), ((bool)first["posted"]!, (bool)again["posted"]!));
        Assert.Equal(1, other);
        Assert.Contains("stands for something else", why, StringComparison.Ordinal);
        Assert.Equal("Ada", (string)adjusted["posting"]!["by"]!);
        Assert.Equal(VenueDesk.Cash + 681.5m, (decimal)book["cash"]!["USD"]!);
        JsonNode held = Assert.Single(book["positions"]!.AsArray())!;
        Assert.Equal((coin, -0.5m), ($"{held["instrument"]}@{held["market"]}", (decimal)held["quantity"]!));
    }

    [Fact]
    public async Task Post_AtAVenueOnPaper_IsRefusedByTheHost()
    {
        await using DeskProcess desk = await DeskProcess.ServeAsync(_folder.Path);

        (int exitCode, string output, string why) = await DeskProcess.RunAsync(
            _folder.Path,
            [
                "ledger", "post", "p1", "--venue", "paper", "--kind", "fee", "--currency", "USD",
                "--amount", "1", .. Named, "--url", (string)desk.Running["address"]!,
                "--state", (string)desk.Running["state"]!,
            ]);

        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains("'paper' is no live venue in use", why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--kind", "fee", "--currency", "USD")]
    [InlineData("--kind", "adjustment", "--currency", "USD", "--amount", "1", "--units", "1")]
    [InlineData("--kind", "gift", "--currency", "USD", "--amount", "1")]
    [InlineData("--kind", "2", "--currency", "USD", "--amount", "1")]
    [InlineData("--kind", "fee", "--currency", "USD", "--amount", "1,5")]
    [InlineData("--kind", "adjustment", "--units", "1", "--instrument", "AAPL")]
    public async Task Post_WronglyUsed_Is2(params string[] arguments)
    {
        // Nobody answers there: what would be sent ends with 1.
        string[] where = ["--url", "http://127.0.0.1:1", "--key", "k"];
        (int exitCode, _, _) = await DeskProcess.RunAsync(
            _folder.Path,
            ["ledger", "post", "p1", "--venue", "binance", .. Named, .. where, .. arguments]);

        Assert.Equal(2, exitCode);
    }
}
