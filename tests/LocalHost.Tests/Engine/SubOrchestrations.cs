using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace TradingBase.LocalHost.Tests.Engine;

public sealed class SubOrchestrationsInMemory() : SubOrchestrations(replayAlways: false);

public sealed class SubOrchestrationsReplayAlways() : SubOrchestrations(replayAlways: true);

public abstract class SubOrchestrations(bool replayAlways) : EngineContract(replayAlways)
{
    [Fact]
    public async Task Item41_Recursion_ReturnsThroughAllLevels()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));

        Assert.Equal(15, (await rig.RunAsync("Nest", 3)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Item41_Parent_IsSetOnTheChildAndNullOnTheRoot()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));

        OrchestrationMetadata end = await rig.RunAsync("TellsParents");

        Assert.Equal(["none", $"TellsParents {end.InstanceId}"], end.ReadOutputAs<string[]>()!);
    }

    [Fact]
    public async Task Item42_ChildId_IsTheParentsNextGuidOrTheOneGiven()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));

        string[] ids = (await rig.RunAsync("NamesChildren")).ReadOutputAs<string[]>()!;

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await rig.GetAsync("given")).RuntimeStatus);
        Assert.Equal("given", ids[1]);
        Assert.Equal(5, Guid.ParseExact(ids[0], "N").Version);
    }

    [Fact]
    public async Task Item42_ChildWithItsParentsId_IsRefused()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));

        OrchestrationMetadata end = await rig.RunAsync("CallsItself");

        Assert.Equal(typeof(ArgumentException).FullName, end.FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task Item42_ChildWithTheIdOfARunningInstance_Fails()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        await rig.Client.ScheduleNewOrchestrationInstanceAsync(
            "Waits", null, new StartOrchestrationOptions("given"));

        OrchestrationMetadata end = await rig.RunAsync("NamesChildren");

        Assert.Contains("exists already", end.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await rig.GetAsync("given")).RuntimeStatus);
    }

    [Fact]
    public async Task Item43_Tags_AreKeptOverRetries()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions), typeof(Teller));
        string id = await rig.Client.ScheduleNewOrchestrationInstanceAsync("TagsItsChild");
        await rig.AdvanceAsync(TimeSpan.FromSeconds(1));
        await rig.AdvanceAsync(TimeSpan.FromSeconds(1));

        await rig.EndAsync(id);

        Assert.Equal("value", (await rig.GetAsync("tagged")).Tags["key"]);
        Assert.Equal(3, rig.Seen.Count("attempt"));
    }

    [Fact]
    public async Task Item44_FireAndForget_TheParentMayEndFirst()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));

        await rig.RunAsync("Forgets");
        await rig.SettleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await rig.GetAsync("forgotten")).RuntimeStatus);

        await rig.Client.RaiseEventAsync("forgotten", "Go");
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await rig.EndAsync("forgotten")).RuntimeStatus);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Item44_Terminate_ReachesChildrenOnlyWhenRecursive(bool recursive)
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        string id = await rig.Client.ScheduleNewOrchestrationInstanceAsync("ParentOfWaiting");
        await rig.SettleAsync();

        await rig.Client.TerminateInstanceAsync(id, new TerminateInstanceOptions("enough", recursive));
        await rig.SettleAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await rig.GetAsync(id)).RuntimeStatus);
        Assert.Equal(
            recursive ? OrchestrationRuntimeStatus.Terminated : OrchestrationRuntimeStatus.Running,
            (await rig.GetAsync("waiting")).RuntimeStatus);
        Assert.Equal(
            recursive ? OrchestrationRuntimeStatus.Terminated : OrchestrationRuntimeStatus.Running,
            (await rig.GetAsync("grandchild")).RuntimeStatus);
    }

    [Fact]
    public async Task Item44_ATerminatedChild_FailsItsParentsCall()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        string id = await rig.Client.ScheduleNewOrchestrationInstanceAsync("ParentOfWaiting");
        await rig.SettleAsync();

        await rig.Client.TerminateInstanceAsync("waiting", "enough");

        OrchestrationMetadata end = await rig.EndAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Contains("enough", end.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    private static class Functions
    {
        [Function("Nest")]
        public static async Task<int> Nest(
            [OrchestrationTrigger] TaskOrchestrationContext context, int depth) =>
            depth == 1 ? 5 : 5 + await context.CallSubOrchestratorAsync<int>("Nest", depth - 1);

        [Function("TellsParents")]
        public static async Task<string[]> TellsParents(
            [OrchestrationTrigger] TaskOrchestrationContext context)
        {
            string child = await context.CallSubOrchestratorAsync<string>("TellsParent");
            return [context.Parent?.InstanceId ?? "none", child];
        }

        [Function("TellsParent")]
        public static string TellsParent([OrchestrationTrigger] TaskOrchestrationContext context) =>
            $"{context.Parent!.Name.Name} {context.Parent.InstanceId}";

        [Function("TellsId")]
        public static string TellsId([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.InstanceId;

        [Function("NamesChildren")]
        public static async Task<string[]> NamesChildren(
            [OrchestrationTrigger] TaskOrchestrationContext context)
        {
            string first = await context.CallSubOrchestratorAsync<string>("TellsId");
            TaskOptions given = new SubOrchestrationOptions(instanceId: "given");
            return [first, await context.CallSubOrchestratorAsync<string>("TellsId", null, given)];
        }

        [Function("CallsItself")]
        public static Task CallsItself([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallSubOrchestratorAsync(
                "TellsId", null, new SubOrchestrationOptions(instanceId: context.InstanceId));

        [Function("TagsItsChild")]
        public static Task TagsItsChild([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var policy = new RetryPolicy(3, TimeSpan.FromSeconds(1));
            var options = new TaskOptions(policy, new Dictionary<string, string> { ["key"] = "value" });
            return context.CallSubOrchestratorAsync("FailsTwice", 0, options.WithInstanceId("tagged"));
        }

        [Function("FailsTwice")]
        public static async Task FailsTwice([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.CallActivityAsync("Tell", "attempt");
            if (context.CurrentUtcDateTime.Second < 2)
            {
                throw new InvalidOperationException("too early");
            }
        }

        [Function("Waits")]
        public static Task<object> Waits([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.WaitForExternalEvent<object>("Go");

        [Function("Forgets")]
        public static void Forgets([OrchestrationTrigger] TaskOrchestrationContext context) =>
            _ = context.CallSubOrchestratorAsync(
                "Waits", null, new SubOrchestrationOptions(instanceId: "forgotten"));

        [Function("ParentOfWaiting")]
        public static Task ParentOfWaiting([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallSubOrchestratorAsync(
                "Middle", null, new SubOrchestrationOptions(instanceId: "waiting"));

        [Function("Middle")]
        public static Task Middle([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallSubOrchestratorAsync(
                "Waits", null, new SubOrchestrationOptions(instanceId: "grandchild"));
    }
}
