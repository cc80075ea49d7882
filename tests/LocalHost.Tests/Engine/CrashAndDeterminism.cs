using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Engine;
using TradingBase.LocalHost.Storage;
using Status = Microsoft.DurableTask.Client.OrchestrationRuntimeStatus;

namespace TradingBase.LocalHost.Tests.Engine;

public sealed class CrashAndDeterminismInMemory() : CrashAndDeterminism(replayAlways: false);

public sealed class CrashAndDeterminismReplayAlways() : CrashAndDeterminism(replayAlways: true);

public abstract class CrashAndDeterminism(bool replayAlways) : EngineContract(replayAlways)
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

    [Fact]
    public async Task Item80_CrashAtAnyCommit_EveryInstanceEndsWithItsResult()
    {
        await using EngineRig rig = await StartAsync(typeof(Chain), typeof(Activities));
        Random random = new(1);
        string[] ids = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            i => rig.Client.ScheduleNewOrchestrationInstanceAsync(
                "Chain", i, new StartOrchestrationOptions($"i{i}"))));

        for (int crash = 0; crash < 10; crash++)
        {
            long commits = rig.Store.Writer.Commits + random.Next(1, 5);
            while (rig.Store.Writer.Commits < commits && !rig.Engine.WhenIdleAsync().IsCompleted)
            {
                await Task.Yield();
            }

            await rig.CrashAndRestartAsync();
        }

        OrchestrationMetadata[] ends = await Task.WhenAll(ids.Select(rig.EndAsync));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => i + 8), ends.Select(end => end.ReadOutputAs<int>()));
    }

    [Fact]
    public async Task Item81_AnAcknowledgedCall_SurvivesACrashRightAfterIt()
    {
        await using EngineRig rig = await StartAsync(typeof(Original), typeof(Waiter), typeof(Activities));

        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Waiter", new StartOrchestrationOptions("a"));
        await rig.CrashAndRestartAsync();
        await rig.Client.RaiseEventAsync("a", "Number", 1);
        await rig.CrashAndRestartAsync();
        await rig.Client.RaiseEventAsync("a", "Number", 2);
        await rig.CrashAndRestartAsync();

        int[] seen = (await rig.EndAsync("a")).ReadOutputAs<int[]>()!;
        Assert.Equal([1, 2], seen);
    }

    [Fact]
    public async Task Crash_OnlyActivitiesInFlightRunAgainAndAreCounted()
    {
        await using EngineRig rig = await StartAsync(typeof(Original), typeof(Activities));
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Process", new StartOrchestrationOptions("a"));
        await rig.AdvanceAsync(TimeSpan.FromMinutes(1));

        await rig.CrashAndRestartAsync();
        await rig.SettleAsync();

        Assert.Equal(0, rig.Engine.Counters.RepeatedActivities);
        await rig.Client.RaiseEventAsync("a", "Go");
        Assert.Equal(Status.Completed, (await rig.EndAsync("a")).RuntimeStatus);
    }

    [Fact]
    public async Task DiskFull_IsNoFailureOfTheOrchestrationAndGoesOnWhenFreed()
    {
        await using EngineRig rig = await StartAsync(typeof(Waiter), typeof(Big), typeof(Activities));
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Big", new StartOrchestrationOptions("a"));
        await rig.SettleAsync();
        await rig.Store.Writer.WriteAsync(new Pragma("PRAGMA max_page_count=20"));

        // The caller hears of it, and decides itself; the activity's result is the engine's to keep.
        await Assert.ThrowsAsync<StoreUnavailableException>(
            () => rig.Client.RaiseEventAsync("a", "Go", new string('x', 200_000)));
        Assert.Equal(Status.Running, (await rig.GetAsync("a")).RuntimeStatus);

        await rig.Store.Writer.WriteAsync(new Pragma("PRAGMA max_page_count=100000"));
        rig.Clock.Advance(TimeSpan.FromSeconds(1));
        await rig.Client.RaiseEventAsync("a", "Go", new string('x', 200_000));
        Assert.Equal(200_000, (await rig.EndAsync("a")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Eviction_LeavesNothingOutAndIsBounded()
    {
        EngineOptions options = Options with { MaxInstancesInMemory = 3 };
        await using EngineRig rig = await EngineRig.StartAsync(options, [typeof(Waiter)]);
        string[] ids = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            i => rig.Client.ScheduleNewOrchestrationInstanceAsync(
                "Waiter", new StartOrchestrationOptions($"i{i}"))));
        await rig.SettleAsync();

        foreach (int number in (int[])[1, 2])
        {
            foreach (string id in ids)
            {
                await rig.Client.RaiseEventAsync(id, "Number", number);
            }
        }

        foreach (string id in ids)
        {
            int[] seen = (await rig.EndAsync(id)).ReadOutputAs<int[]>()!;
            Assert.Equal([1, 2], seen);
        }

        Assert.InRange(rig.Engine.Evictions, 17, long.MaxValue);
        Assert.InRange(rig.Engine.Counters.Replays, 17, long.MaxValue);
    }

    [Theory]
    [InlineData(10_000)]
    public async Task FanOut_OfTenThousand_Ends(int count)
    {
        await using EngineRig rig = await EngineRig.StartAsync(
            new() { ReplayAlways = false }, [typeof(Wide), typeof(Activities)]);

        Assert.Equal(count, (await rig.RunAsync("Wide", count)).ReadOutputAs<int>());
    }

    private static byte[] History(EngineRig rig, string id) => rig.Store.Read(connection =>
        InstanceStore.ReadHistory(connection, InstanceStore.Find(connection, id)!.Value.Key).Events);

    private sealed class Pragma(string sql) : AwaitedStoreCommand
    {
        public override void Execute(StoreConnection connection) => connection.Scalar(sql);
    }

    private static class Activities
    {
        [Function("Same")]
        public static int Same([ActivityTrigger] int value) => value;

        [Function("Other")]
        public static int Other([ActivityTrigger] int value) => value;

        [Function("PlusOne")]
        public static int PlusOne([ActivityTrigger] int value) => value + 1;
    }

    private static class Original
    {
        [Function("Process")]
        public static Task Run([OrchestrationTrigger] TaskOrchestrationContext context) =>
            Script.RunAsync(context, "Same", 2, TimeSpan.FromMinutes(1), "child");
    }

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

    private static class Script
    {
        internal static async Task RunAsync(
            TaskOrchestrationContext context, string second, int input, TimeSpan delay, string child)
        {
            await context.CallActivityAsync<int>("Same", 1);
            await context.CallActivityAsync<int>(second, input);
            await context.CreateTimer(delay, CancellationToken.None);
            Task forgotten = context.CallSubOrchestratorAsync(
                "Same", null, new SubOrchestrationOptions(instanceId: child));
            await context.WaitForExternalEvent<object>("Go");
            Assert.NotNull(forgotten);
        }
    }

    private static class Chain
    {
        [Function("Chain")]
        public static async Task<int> Run([OrchestrationTrigger] TaskOrchestrationContext context, int value)
        {
            for (int i = 0; i < 8; i++)
            {
                value = await context.CallActivityAsync<int>("PlusOne", value);
            }

            return value;
        }
    }

    private static class Waiter
    {
        [Function("Waiter")]
        public static async Task<int[]> Run([OrchestrationTrigger] TaskOrchestrationContext context) =>
            [await context.WaitForExternalEvent<int>(
                "Number"), await context.WaitForExternalEvent<int>("Number")];
    }

    private static class Big
    {
        [Function("Big")]
        public static async Task<int> Run([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            string text = await context.WaitForExternalEvent<string>("Go");
            return await context.CallActivityAsync<int>("Same", text.Length);
        }
    }

    private static class Wide
    {
        [Function("Wide")]
        public static async Task<int> Run([OrchestrationTrigger] TaskOrchestrationContext context, int count)
        {
            int[] all = await Task.WhenAll(
                Enumerable.Range(0, count).Select(i => context.CallActivityAsync<int>("Same", i)));
            return all.Length;
        }
    }

    private static class Escapes
    {
        [Function("Escapes")]
        public static async Task Run([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await Task.Run(() => context.InstanceId.Length);
            await context.CreateTimer(TimeSpan.Zero, CancellationToken.None);
        }
    }
}
