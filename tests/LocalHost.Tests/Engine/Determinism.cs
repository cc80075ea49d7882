using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Engine;
using TradingBase.LocalHost.Engine.Tables;
using Status = Microsoft.DurableTask.Client.OrchestrationRuntimeStatus;
using static TradingBase.LocalHost.Tests.Engine.Processes;

namespace TradingBase.LocalHost.Tests.Engine;

public sealed class DeterminismInMemory() : Determinism(replayAlways: false);

public sealed class DeterminismReplayAlways() : Determinism(replayAlways: true);

public abstract class Determinism(bool replayAlways) : EngineContract(replayAlways)
{
    [Theory]
    [InlineData(typeof(OtherActivity), "activity 'Other' (#1)")]
    [InlineData(typeof(OtherInput), "with another input")]
    [InlineData(typeof(OtherKind), "timer (#1)")]
    [InlineData(typeof(Shorter), "nothing more")]
    [InlineData(typeof(OtherTime), "timer (#2) due 2026-01-05T14:32:00")]
    [InlineData(typeof(OtherChild), "sub-orchestration 'Same' (#3) with id 'changed'")]
    public async Task Item78_ChangedCode_FailsOnceAndNamesBothActions(Type changed, string named)
    {
        await using EngineRig rig = await StartAsync(typeof(Original), typeof(Activities));
        StartOrchestrationOptions id = new("a");
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Process", id);
        await rig.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(Status.Running, (await rig.GetAsync("a")).RuntimeStatus);

        await rig.CrashAndRestartAsync([changed, typeof(Activities)]);
        await rig.Client.RaiseEventAsync("a", "Go");

        OrchestrationMetadata end = await rig.EndAsync("a");
        Assert.Equal(typeof(NonDeterministicOrchestrationException).FullName, end.FailureDetails!.ErrorType);
        Assert.StartsWith(
            "Non-Deterministic workflow detected: instance 'a'",
            end.FailureDetails.ErrorMessage,
            StringComparison.Ordinal);
        Assert.Contains(named, end.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Item79_Diverged_DoesNotRunAgainAndItsHistoryDoesNotGrow()
    {
        await using EngineRig rig = await StartAsync(typeof(Original), typeof(Activities));
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Process", new StartOrchestrationOptions("a"));
        await rig.AdvanceAsync(TimeSpan.FromMinutes(1));
        byte[] before = History(rig, "a");

        await rig.CrashAndRestartAsync([typeof(Shorter), typeof(Activities)]);
        await rig.Client.RaiseEventAsync("a", "Go");
        await rig.EndAsync("a");
        await Assert.ThrowsAsync<InstanceStateException>(() => rig.Client.RaiseEventAsync("a", "Go"));
        await rig.CrashAndRestartAsync();
        await rig.SettleAsync();

        Assert.Equal(before, History(rig, "a"));
        Assert.Equal(0, rig.Engine.Counters.Steps);
    }

    [Fact]
    public async Task Strictness_CodeThatAwaitsSomethingElse_FailsAndSaysSo()
    {
        await using EngineRig rig = await StartAsync(typeof(Escapes));

        OrchestrationMetadata end = await rig.RunAsync("Escapes");

        Assert.Contains("not its context's", end.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    private static byte[] History(EngineRig rig, string id) => rig.Store.Read(connection =>
        InstanceStore.ReadHistory(connection, InstanceStore.Find(connection, id)!.Value.Key).Events);

    private static class OtherActivity
    {
        [Function("Process")]
        public static Task Run([OrchestrationTrigger] TaskOrchestrationContext context) =>
            Script.RunAsync(context, "Other", 2, TimeSpan.FromMinutes(1), "child");
    }

    private static class OtherInput
    {
        [Function("Process")]
        public static Task Run([OrchestrationTrigger] TaskOrchestrationContext context) =>
            Script.RunAsync(context, "Same", 3, TimeSpan.FromMinutes(1), "child");
    }

    private static class OtherTime
    {
        [Function("Process")]
        public static Task Run([OrchestrationTrigger] TaskOrchestrationContext context) =>
            Script.RunAsync(context, "Same", 2, TimeSpan.FromMinutes(2), "child");
    }

    private static class OtherChild
    {
        [Function("Process")]
        public static Task Run([OrchestrationTrigger] TaskOrchestrationContext context) =>
            Script.RunAsync(context, "Same", 2, TimeSpan.FromMinutes(1), "changed");
    }

    private static class OtherKind
    {
        [Function("Process")]
        public static async Task Run([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.CallActivityAsync<int>("Same", 1);
            await context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
        }
    }

    private static class Shorter
    {
        [Function("Process")]
        public static async Task Run([OrchestrationTrigger] TaskOrchestrationContext context) =>
            await context.CallActivityAsync<int>("Same", 1);
    }

    private static class Escapes
    {
        [Function("Escapes")]
        public static async Task Run([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await default(Pool);
            await context.CreateTimer(TimeSpan.Zero, CancellationToken.None);
        }
    }

    /// <summary>Always goes on elsewhere: a task might be over before it is awaited.</summary>
    private readonly struct Pool : System.Runtime.CompilerServices.INotifyCompletion
    {
        public bool IsCompleted => false;

        public Pool GetAwaiter() => this;

        public void GetResult()
        {
        }

        public void OnCompleted(Action continuation) =>
            ThreadPool.UnsafeQueueUserWorkItem(static go => go(), continuation, preferLocal: false);
    }
}
