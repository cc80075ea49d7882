using System.Text.Json.Nodes;
using TradingBase.Desk;
using TradingBase.Journal;
using TradingBase.LocalHost.Storage;
using TradingBase.LocalHost.Tests.Storage;
using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.LocalHost.Tests.Commands;

/// <summary><c>limits</c> and <c>suspensions</c> as a user types them.</summary>
public sealed class LimitCommandTests : IDisposable
{
    private static readonly string[] Named = ["--by", "Ada", "--why", "A test."];
    private static readonly OrderCourse Course = new("outside", new("AAPL", "us-equities"), OrderSide.Buy);

    private readonly TempFolder _folder = new();
    private readonly string _file;

    public LimitCommandTests() => _file = Path.Combine(_folder.Path, "state.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Limits_AtAHost_ShowsWhatWaitsAndAcceptsIt()
    {
        await BeginAsync();
        await using DeskProcess desk = await DeskProcess.ServeAsync(
            _folder.Path, "--store", "store.db", "--state", _file);
        string[] where = ["--url", (string)desk.Running["address"]!, "--state", _file];

        JsonNode before = await DeskProcess.RunJsonAsync(_folder.Path, ["limits", .. where]);
        (_, string shown, _) = await DeskProcess.RunAsync(_folder.Path, ["limits", .. where]);
        JsonNode after = await DeskProcess.RunJsonAsync(
            _folder.Path, ["limits", "accept", .. Named, .. where]);

        Assert.Equal("maxOpenOrders", (string)Assert.Single(before["loosenings"]!.AsArray())!["path"]!);
        Assert.Equal(400, (int)before["effective"]!["maxOpenOrders"]!);
        Assert.Equal(64, ((string)before["running"]!["configuration"]!).Length);
        Assert.True((bool)before["mayTrade"]!);
        Assert.Matches("maxOpenOrders +│ 400 +│ 500 +│ 400 +│ waits for a person", shown);
        Assert.Empty(after["loosenings"]!.AsArray());
        Assert.Equal(500, (int)after["effective"]!["maxOpenOrders"]!);
        Assert.Equal("Ada", (string)after["accepted"]!["lastPerson"]!["by"]!);
    }

    [Fact]
    public async Task Limits_WithoutAHost_LooksWithoutWritingAndAcceptsOnTheStateFile()
    {
        await BeginAsync();
        string config = Path.Combine(_folder.Path, "desk.json");
        await File.WriteAllTextAsync(
            config, """{ "risk": { "maxOpenOrders": 450, "maxOrdersInWindow": 9 } }""");
        string[] where = ["--url", "http://127.0.0.1:1", "--state", _file];

        (int unnamed, _, string why) = await DeskProcess.RunAsync(_folder.Path, ["limits", .. where]);
        JsonNode seen = await DeskProcess.RunJsonAsync(
            _folder.Path, ["limits", .. where, "--config", config]);
        int inWindow = (await ReadAsync()).Limits.MaxOrdersInWindow;
        JsonNode accepted = await DeskProcess.RunJsonAsync(
            _folder.Path, ["limits", "accept", .. Named, .. where, "--config", config]);

        Assert.Equal(2, unnamed);
        Assert.Contains("--config", why, StringComparison.Ordinal);
        Assert.Equal(9, (int)seen["effective"]!["maxOrdersInWindow"]!);
        Assert.Equal(new RiskLimits().MaxOrdersInWindow, inWindow);
        Assert.Empty(accepted["loosenings"]!.AsArray());
        AcceptedLimits stands = await ReadAsync();
        Assert.Equal(("Ada", 450), (stands.By, stands.Limits.MaxOpenOrders));
    }

    [Fact]
    public async Task Suspensions_AtAHostAndWithout_AreSeenAndLifted()
    {
        await BeginAsync();
        await using DeskProcess desk = await DeskProcess.ServeAsync(
            _folder.Path, "--store", "store.db", "--state", _file);
        string[] at = ["--url", (string)desk.Running["address"]!, "--state", _file];
        string[] away = ["--url", "http://127.0.0.1:1", "--state", _file];
        string[] lift =
        [
            "suspensions", "lift", "--strategy", "outside", "--instrument", "AAPL@us-equities", "--side", "buy",
            .. Named,
        ];

        JsonNode seen = await DeskProcess.RunJsonAsync(_folder.Path, ["suspensions", .. at]);
        JsonNode lifted = await DeskProcess.RunJsonAsync(_folder.Path, [.. lift, .. at]);
        JsonNode none = await DeskProcess.RunJsonAsync(_folder.Path, ["suspensions", .. away]);
        (int again, _, _) = await DeskProcess.RunAsync(_folder.Path, [.. lift, .. away]);

        Assert.Equal(
            "AAPL@us-equities", (string)seen["suspensions"]![0]!["course"]!["instrument"]!);
        Assert.Equal("Ada", (string)lifted["by"]!);
        Assert.Empty(none["suspensions"]!.AsArray());
        Assert.True((bool)none["offline"]!);
        Assert.Equal(2, again);
    }

    // Limits that are tighter than the default ones, and a course that ordered too often.
    private async Task BeginAsync()
    {
        await using SqliteStateStore store = SqliteStateStore.Open(_file);
        await Some.LimitBook(store, new() { MaxOpenOrders = 400 }).ReadAsync(Some.DeskTime, default);
        JournalBook journal = new(store);
        RecordBook records = new(store);
        await new SuspensionBook(records, journal, new AlertBook(journal, records, []))
            .SuspendAsync(new(Course, "Too often.", Some.DeskTime), default);
    }

    private async Task<AcceptedLimits> ReadAsync()
    {
        await using SqliteStateStore store = SqliteStateStore.Open(_file);
        return (await Some.LimitBook(store).PeekAsync(Some.Facts().Running, default)).Accepted!;
    }
}
