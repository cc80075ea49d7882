using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TradingBase.LocalHost.Operations;

namespace TradingBase.LocalHost.Tests.Operations;

/// <summary>What is seen of instances over HTTP.</summary>
public sealed class InstanceReadsTests
{
    [Theory]
    [InlineData("/api/instances")]
    [InlineData("/api/instances/a")]
    [InlineData("/api/instances/a/history")]
    public async Task Get_WithoutAKey_Is401(string path)
    {
        await using OperationRoom room = await OperationRoom.StartAsync(Works.All);

        using HttpResponseMessage answer = await room.Nobody.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task List_ByPages_GivesEveryInstanceOnceAndTheNewestFirst()
    {
        await using OperationRoom room = await OperationRoom.StartAsync(Works.All);
        for (int i = 0; i < 7; i++)
        {
            await room.BeginAsync("Waiter", $"i{i}");
        }

        List<string> seen = [];
        string? next = "";
        while (next is not null)
        {
            JsonNode page = await room.GetAsync($"/api/instances?take=3{next}");
            seen.AddRange(Ids(page));
            next = (string?)page["next"] is { } token ? $"&token={token}" : null;
        }

        Assert.Equal(Enumerable.Range(0, 7).Reverse().Select(i => $"i{i}"), seen);
    }

    [Theory]
    [InlineData("status=completed", "child,b")]
    [InlineData("status=running,Completed", "child,b,a")]
    [InlineData("name=waiter", "b,a")]
    [InlineData("prefix=ch", "child")]
    [InlineData("createdFrom=2026-01-05T14:31:00Z", "child,b")]
    [InlineData("createdTo=2026-01-05T14:31:00Z", "a")]
    [InlineData("name=Child&status=running", "")]
    public async Task List_Filtered_GivesThoseThatAreMeant(string query, string expected)
    {
        await using OperationRoom room = await OperationRoom.StartAsync(Works.All);
        await room.BeginAsync("Waiter", "a");
        await room.Rig.AdvanceAsync(TimeSpan.FromMinutes(1));
        await room.BeginAsync("Waiter", "b");
        await room.BeginAsync("Child", "child", 1);
        await room.Rig.Client.RaiseEventAsync("b", "Go", "x");
        await room.Rig.EndAsync("b");

        JsonNode page = await room.GetAsync($"/api/instances?{query}");

        Assert.Equal(expected.Split(',', StringSplitOptions.RemoveEmptyEntries), Ids(page));
    }

    [Theory]
    [InlineData("/api/instances?status=dancing", "dancing")]
    [InlineData("/api/instances?status=3", "'3'")]
    [InlineData("/api/instances?createdFrom=yesterday", "createdFrom")]
    [InlineData("/api/instances?take=0", "take")]
    [InlineData("/api/instances?take=100000", "take")]
    [InlineData("/api/instances?token=x", "'x' in the query is no token of a page.")]
    [InlineData("/api/instances?top=2", "'top'")]
    [InlineData("/api/instances/a/history?after=-1", "after")]
    [InlineData("/api/instances/a/history?payloads=perhaps", "payloads")]
    public async Task Get_WrongQuery_Is400AndNamesThePlace(string path, string named)
    {
        await using OperationRoom room = await OperationRoom.StartAsync(Works.All);
        await room.BeginAsync("Waiter", "a");

        using HttpResponseMessage answer = await room.Reader.GetAsync(new Uri(path, UriKind.Relative));

        (int status, string? detail) = await OperationRoom.ReadAsync(answer);
        Assert.Equal(400, status);
        Assert.Contains(named, detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/instances/nobody")]
    [InlineData("/api/instances/nobody/history")]
    public async Task Get_UnknownInstance_Is404AndNamesIt(string path)
    {
        await using OperationRoom room = await OperationRoom.StartAsync(Works.All);

        using HttpResponseMessage answer = await room.Reader.GetAsync(new Uri(path, UriKind.Relative));

        (int status, string? detail) = await OperationRoom.ReadAsync(answer);
        Assert.Equal(404, status);
        Assert.Contains("'nobody'", detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("a/b")]
    [InlineData("a%2Fb")]
    [InlineData("a%b ?#&+")]
    [InlineData("history")]
    [InlineData("Überweisung №7")]
    public async Task Get_OddId_IsTheInstanceThatIsMeant(string id)
    {
        await using OperationRoom room = await OperationRoom.StartAsync(Works.All);
        await room.BeginAsync("Waiter", id);
        await room.BeginAsync("Child", "another", 1);

        JsonNode one = await room.GetAsync(InstanceAddress.Of(id));
        JsonNode history = await room.GetAsync(InstanceAddress.Of(id, "history"));

        Assert.Equal((id, id), ((string)one["id"]!, (string)history["id"]!));
    }

    [Fact]
    public async Task Get_Instance_ShowsWhatItTookGaveAndCalled()
    {
        await using OperationRoom room = await OperationRoom.StartAsync(Works.All);
        await room.BeginAsync("Everything", "a", 21);
        await room.Rig.AdvanceAsync(TimeSpan.FromMinutes(1));

        JsonNode running = await room.GetAsync("/api/instances/a");
        await room.Rig.Client.RaiseEventAsync("a", "Go", "end");
        await room.Rig.EndAsync("a");
        JsonNode ended = await room.GetAsync("/api/instances/a");
        JsonNode child = await room.GetAsync("/api/instances/a%2Fchild");
        JsonNode history = (await room.Reader.GetFromJsonAsync<JsonNode>(
            "/api/instances/a/history?payloads&take=2"))!;

        Assert.Equal("running", (string)running["status"]!);
        Assert.Equal(21, (int)running["input"]!["value"]!);
        Assert.Equal("failed once", (string)running["customStatus"]!["value"]!);
        Assert.Equal("a/child", (string)Assert.Single(running["children"]!.AsArray())!);
        Assert.Equal("end", (string)ended["output"]!["value"]!);
        Assert.Equal("2026-01-05T14:31:00Z", (string)ended["completedAt"]!);
        Assert.Equal("a", (string)child["parent"]!);
        Assert.Equal(2, history["events"]!.AsArray().Count);
        Assert.Equal(2, (int)history["next"]!);
    }

    [Fact]
    public async Task List_Summary_CountsStatusesAndTellsTheEnginesFigures()
    {
        await using OperationRoom room = await OperationRoom.StartAsync(Works.All);
        await room.BeginAsync("Waiter", "a");
        await room.BeginAsync("Waiter", "b");
        await room.BeginAsync("Child", "c", 1);

        JsonNode totals = await room.GetAsync("/api/instances?summary");

        Assert.Equal((2, 1), ((int)totals["statuses"]!["running"]!, (int)totals["statuses"]!["completed"]!));
        Assert.Equal((2, 2), ((int)totals["engine"]!["live"]!, (int)totals["engine"]!["inMemory"]!));
        Assert.Equal(4, (int)totals["engine"]!["steps"]!);
        Assert.Empty(totals["stuck"]!.AsArray());
    }

    private static IEnumerable<string> Ids(JsonNode page) =>
        page["instances"]!.AsArray().Select(one => (string)one!["id"]!);
}
