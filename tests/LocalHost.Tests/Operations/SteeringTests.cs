using System.Net;
using System.Text.Json.Nodes;
using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Operations;
using Status = Microsoft.DurableTask.Client.OrchestrationRuntimeStatus;

namespace TradingBase.LocalHost.Tests.Operations;

/// <summary>What is done to instances over HTTP.</summary>
public sealed class SteeringTests
{
    [Theory]
    [InlineData("POST", "/api/instances/a/terminate")]
    [InlineData("POST", "/api/instances/a/suspend")]
    [InlineData("POST", "/api/instances/a/raise/Go")]
    [InlineData("DELETE", "/api/instances/a")]
    [InlineData("DELETE", "/api/instances?status=completed")]
    public async Task Steer_WithTheReadKey_Is403AndDoesNothing(string method, string path)
    {
        await using OperationRoom room = await OperationRoom.StartAsync(Works.All);
        await room.BeginAsync("Waiter", "a");

        using HttpResponseMessage answer = await room.Reader.SendAsync(new(new(method), path));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        await room.Rig.SettleAsync();
        Assert.Equal(Status.Running, (await room.Rig.GetAsync("a")).RuntimeStatus);
    }

    [Theory]
    [InlineData("a/b", "Go")]
    [InlineData("a%2Fb", "go")]
    [InlineData("raise", "Go")]
    public async Task Raise_WithAPayload_EndsTheWaiting(string id, string name)
    {
        await using OperationRoom room = await OperationRoom.StartAsync(Works.All);
        await room.BeginAsync("Waiter", id);

        (int status, _) = await room.PostAsync(InstanceAddress.Of(id, "raise", name), "\"now\"");

        Assert.Equal(200, status);
        Assert.Equal("now", (await room.Rig.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Raise_WithAnOddEventNameAndNoPayload_IsInTheHistory()
    {
        await using OperationRoom room = await OperationRoom.StartAsync(Works.All);
        await room.BeginAsync("Waiter", "a");

        (int status, _) = await room.PostAsync(InstanceAddress.Of("a", "raise", "x/y%2Fz"));

        Assert.Equal(200, status);
        JsonNode history = await room.GetAsync("/api/instances/a/history");
        JsonNode raised = history["events"]!.AsArray()[^1]!;
        Assert.Equal(("eventRaised", "x/y%2Fz"), ((string)raised["kind"]!, (string)raised["name"]!));
        Assert.Null(raised["payload"]);
    }

    [Fact]
    public async Task SuspendResumeTerminate_ChangeTheStatusAndKeepReasonAndOutput()
    {
        await using OperationRoom room = await OperationRoom.StartAsync(Works.All);
        await room.BeginAsync("Waiter", "a");

        Assert.Equal((200, null), await room.PostAsync("/api/instances/a/suspend", """{ "reason": "lunch" }"""));
        Assert.Equal(Status.Suspended, (await room.Rig.GetAsync("a")).RuntimeStatus);
        Assert.Equal((200, null), await room.PostAsync("/api/instances/a/resume"));
        Assert.Equal(Status.Running, (await room.Rig.GetAsync("a")).RuntimeStatus);
        Assert.Equal(
            (200, null), await room.PostAsync("/api/instances/a/terminate", """{ "output": { "n": 1 } }"""));

        OrchestrationMetadata end = await room.Rig.EndAsync("a");
        Assert.Equal((Status.Terminated, """{"n":1}"""), (end.RuntimeStatus, end.SerializedOutput));
        JsonNode history = await room.GetAsync("/api/instances/a/history");
        Assert.Contains(history["events"]!.AsArray(), one => (string?)one!["target"] == "lunch");
    }

    [Fact]
    public async Task Terminate_Recursive_EndsTheChildrenToo()
    {
        await using OperationRoom room = await OperationRoom.StartAsync(
            [typeof(Works.ParentOfWaiter), .. Works.All]);
        await room.BeginAsync("ParentOfWaiter", "p");

        await room.PostAsync("/api/instances/p/terminate", """{ "recursive": true }""");

        Assert.Equal(Status.Terminated, (await room.Rig.EndAsync("p/waiter")).RuntimeStatus);
    }

    [Theory]
    [InlineData("suspend", null)]
    [InlineData("terminate", null)]
    [InlineData("rewind", null)]
    [InlineData("restart", null)]
    [InlineData("raise/Go", "1")]
    public async Task Steer_UnknownInstance_Is404AndNamesIt(string verb, string? body)
    {
        await using OperationRoom room = await OperationRoom.StartAsync(Works.All);

        (int status, string? detail) = await room.PostAsync($"/api/instances/nobody/{verb}", body);

        Assert.Equal(404, status);
        Assert.Contains("'nobody'", detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ended", "suspend")]
    [InlineData("ended", "terminate")]
    [InlineData("ended", "raise/Go")]
    [InlineData("running", "resume")]
    [InlineData("running", "restart")]
    public async Task Steer_AgainstTheState_Is409(string id, string verb)
    {
        await using OperationRoom room = await OperationRoom.StartAsync(Works.All);
        await room.BeginAsync("Child", "ended", 1);
        await room.BeginAsync("Waiter", "running");

        (int status, string? detail) = await room.PostAsync($"/api/instances/{id}/{verb}");

        Assert.Equal(409, status);
        Assert.Contains($"'{id}'", detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("terminate", "{ \"outptu\": 1 }", 400)]
    [InlineData("terminate", "not json", 400)]
    [InlineData("suspend", "{ \"reason\": 7 }", 400)]
    [InlineData("raise/Go", "not json", 400)]
    [InlineData("dance", null, 404)]
    [InlineData("purge", null, 404)]
    [InlineData("3", null, 404)]
    public async Task Steer_WrongRequest_IsRefusedAndDoesNothing(string verb, string? body, int expected)
    {
        await using OperationRoom room = await OperationRoom.StartAsync(Works.All);
        await room.BeginAsync("Waiter", "a");

        (int status, _) = await room.PostAsync($"/api/instances/a/{verb}", body);

        Assert.Equal(expected, status);
        Assert.Equal(Status.Running, (await room.Rig.GetAsync("a")).RuntimeStatus);
    }

    [Fact]
    public async Task Raise_TooLongABody_Is413()
    {
        await using OperationRoom room = await OperationRoom.StartAsync(Works.All);
        await room.BeginAsync("Waiter", "a");

        (int status, _) = await room.PostAsync("/api/instances/a/raise/Go", $"\"{new string('x', 2 << 20)}\"");

        Assert.Equal(413, status);
    }

    [Fact]
    public async Task Restart_EndedInstance_RunsAgainUnderItsIdOrANewOne()
    {
        await using OperationRoom room = await OperationRoom.StartAsync(Works.All);
        await room.BeginAsync("Child", "a", 21);

        using HttpResponseMessage same = await room.Admin.PostAsync(
            new Uri("/api/instances/a/restart", UriKind.Relative), null);
        using StringContent asked = new("""{ "newId": true }""", null, "application/json");
        using HttpResponseMessage other = await room.Admin.PostAsync(
            new Uri("/api/instances/a/restart", UriKind.Relative), asked);

        JsonNode[] done = [await ReadAsync(same), await ReadAsync(other)];
        Assert.Equal("a", (string)done[0]["newId"]!);
        string id = (string)done[1]["newId"]!;
        Assert.NotEqual("a", id);
        Assert.Equal(42, (await room.Rig.EndAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Purge_One_RemovesTheEndedAndRefusesTheRunning()
    {
        await using OperationRoom room = await OperationRoom.StartAsync(Works.All);
        await room.BeginAsync("Child", "ended", 1);
        await room.BeginAsync("Waiter", "running");

        (int ended, JsonNode document) = await DeleteAsync(room, "/api/instances/ended");
        (int running, _) = await DeleteAsync(room, "/api/instances/running");
        (int nobody, _) = await DeleteAsync(room, "/api/instances/ended");

        Assert.Equal((200, 409, 404), (ended, running, nobody));
        Assert.Equal(1, (int)document["purged"]!);
        Assert.Null(await room.Rig.Client.GetInstanceAsync("ended"));
        Assert.NotNull(await room.Rig.Client.GetInstanceAsync("running"));
    }

    [Fact]
    public async Task Purge_Many_RemovesThoseThatEndedBeforeAndNoOthers()
    {
        await using OperationRoom room = await OperationRoom.StartAsync(Works.All);
        await room.BeginAsync("Waiter", "running");
        foreach (int number in Enumerable.Range(0, 450))
        {
            await room.Rig.Client.ScheduleNewOrchestrationInstanceAsync("Child", (object)number);
        }

        await room.Rig.AdvanceAsync(TimeSpan.FromHours(2));
        await room.BeginAsync("Child", "young", 1);

        (int unfiltered, _) = await DeleteAsync(room, "/api/instances");
        (int filtered, JsonNode done) = await DeleteAsync(
            room, "/api/instances?completedTo=2026-01-05T15:30:00Z&status=completed,failed");

        Assert.Equal((400, 200), (unfiltered, filtered));
        Assert.Equal((450, true), ((int)done["purged"]!, (bool)done["complete"]!));
        JsonNode left = await room.GetAsync("/api/instances");
        Assert.Equal(["young", "running"], left["instances"]!.AsArray().Select(one => (string)one!["id"]!));
    }

    [Fact]
    public async Task Purge_ManyWithAFilterThatIsUnknown_Is400AndRemovesNothing()
    {
        await using OperationRoom room = await OperationRoom.StartAsync(Works.All);
        await room.BeginAsync("Child", "young", 1);

        (int status, JsonNode problem) = await DeleteAsync(
            room, "/api/instances?status=completed&completdTo=2026-01-05T00:00:00Z");

        Assert.Equal(400, status);
        Assert.Contains("'completdTo'", (string)problem["detail"]!, StringComparison.Ordinal);
        Assert.NotNull(await room.Rig.Client.GetInstanceAsync("young"));
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    private static async Task<(int Status, JsonNode Document)> DeleteAsync(OperationRoom room, string path)
    {
        using HttpResponseMessage answer = await room.Admin.DeleteAsync(new Uri(path, UriKind.Relative));
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }
}
