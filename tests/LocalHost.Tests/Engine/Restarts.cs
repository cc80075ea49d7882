using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Status = Microsoft.DurableTask.Client.OrchestrationRuntimeStatus;

namespace TradingBase.LocalHost.Tests.Engine;

public sealed class RestartsInMemory() : Restarts(replayAlways: false);

public sealed class RestartsReplayAlways() : Restarts(replayAlways: true);

public abstract class Restarts(bool replayAlways) : EngineContract(replayAlways)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Item55_Restart_RunsTheSameNameInputAndTagsUnderTheSameOrANewId(bool newId)
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        await ScheduleAsync(rig, "Echo", "a");
        OrchestrationMetadata former = await rig.EndAsync("a");
        await rig.AdvanceAsync(TimeSpan.FromHours(1));

        string id = await rig.Client.RestartAsync("a", newId);

        OrchestrationMetadata end = await rig.EndAsync(id);
        Assert.Equal(newId, id != "a");
        Assert.Equal(("Echo", "text a", "blue"), (end.Name, end.ReadOutputAs<string>(), end.Tags["colour"]));
        Assert.Equal(former.CreatedAt.AddHours(1), end.CreatedAt);
        Assert.NotNull(await rig.Client.GetInstanceAsync("a"));
    }

    [Fact]
    public async Task Item55_Restart_OfNobody_IsAnArgumentError()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));

        ArgumentException refusal = await Assert.ThrowsAsync<ArgumentException>(
            () => rig.Client.RestartAsync("nobody"));

        Assert.Contains("'nobody'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Item55_Restart_OfTheRunning_NeedsANewId()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        await ScheduleAsync(rig, "Waits", "a");
        await rig.SettleAsync();

        InvalidOperationException refusal = await Assert.ThrowsAsync<InvalidOperationException>(
            () => rig.Client.RestartAsync("a"));
        string id = await rig.Client.RestartAsync("a", restartWithNewInstanceId: true);
        await rig.SettleAsync();

        Assert.Contains("has not ended", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(Status.Running, (await rig.GetAsync("a")).RuntimeStatus);
        Assert.Equal(Status.Running, (await rig.GetAsync(id)).RuntimeStatus);
    }

    [Fact]
    public async Task Item55_Restart_OfTheFailedAndOfTheTerminated_StartsFromTheBeginning()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        await ScheduleAsync(rig, "Waits", "stopped");
        await rig.Client.TerminateInstanceAsync("stopped");
        await ScheduleAsync(rig, "Nobody", "failed");
        await rig.EndAsync("failed");

        await rig.Client.RestartAsync("stopped");
        await rig.Client.RestartAsync("failed");
        await rig.SettleAsync();

        Assert.Equal(Status.Running, (await rig.GetAsync("stopped")).RuntimeStatus);
        Assert.Equal(Status.Failed, (await rig.EndAsync("failed")).RuntimeStatus);
    }

    [Fact]
    public async Task Item55_Restart_OfAChild_TellsTheParentNothing()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        string parent = (await rig.RunAsync("ParentOfEcho")).InstanceId;

        await rig.Client.RestartAsync("child");

        Assert.Equal("child", (await rig.EndAsync("child")).ReadOutputAs<string>());
        Assert.Equal(1, (await rig.GetAsync(parent)).ReadOutputAs<int>());
    }

    private static Task<string> ScheduleAsync(EngineRig rig, string name, string id) =>
        rig.Client.ScheduleNewOrchestrationInstanceAsync(name, $"text {id}", new StartOrchestrationOptions(id)
        {
            Tags = new Dictionary<string, string> { ["colour"] = "blue" },
        });

    private static class Functions
    {
        [Function("Echo")]
        public static string Echo([OrchestrationTrigger] TaskOrchestrationContext context, string text) =>
            context.Parent is null ? text : "with a parent";

        [Function("Waits")]
        public static Task<object> Waits([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.WaitForExternalEvent<object>("Go");

        [Function("ParentOfEcho")]
        public static async Task<int> ParentOfEcho([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.CallSubOrchestratorAsync(
                "Echo", "child", new SubOrchestrationOptions(instanceId: "child"));
            return 1;
        }
    }
}
