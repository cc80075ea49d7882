using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using TradingBase.LocalHost.Engine;
using TradingBase.LocalHost.Engine.Tables;
using TradingBase.LocalHost.Storage;
using Status = Microsoft.DurableTask.Client.OrchestrationRuntimeStatus;
using static TradingBase.LocalHost.Tests.Engine.Processes;

namespace TradingBase.LocalHost.Tests.Engine;

public sealed class CrashesInMemory() : Crashes(replayAlways: false);

public sealed class CrashesReplayAlways() : Crashes(replayAlways: true);

public abstract class Crashes(bool replayAlways) : EngineContract(replayAlways)
{
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
    public async Task Item83_ASecondEngineOnTheSameStore_IsRefusedAndTheFirstGoesOn()
    {
        await using EngineRig rig = await StartAsync(typeof(Original), typeof(Activities));
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Process", new StartOrchestrationOptions("a"));

        StoreInUseException refusal = Assert.Throws<StoreInUseException>(() => StoreFile.Open(
            rig.Store.Path, [new EngineSchema()], NullLoggerFactory.Instance));

        Assert.Contains(rig.Store.Path, refusal.Message, StringComparison.Ordinal);
        await rig.AdvanceAsync(TimeSpan.FromMinutes(1));
        await rig.Client.RaiseEventAsync("a", "Go");
        Assert.Equal(Status.Completed, (await rig.EndAsync("a")).RuntimeStatus);
    }

    [Fact]
    public async Task Item86_DiskFull_IsNoFailureOfTheOrchestrationAndGoesOnWhenFreed()
    {
        await using EngineRig rig = await StartAsync(typeof(Waiter), typeof(Big), typeof(Activities));
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Big", new StartOrchestrationOptions("a"));
        await rig.SettleAsync();
        await rig.Store.Writer.WriteAsync(new Pragma("PRAGMA max_page_count=20"));

        // The caller hears of it, and decides itself; the activity's result is the engine's to keep.
        await Assert.ThrowsAsync<StoreUnavailableException>(
            () => rig.Client.RaiseEventAsync("a", "Go", LargeFunctions.Letters(200_000)));
        Assert.Equal(Status.Running, (await rig.GetAsync("a")).RuntimeStatus);

        await rig.Store.Writer.WriteAsync(new Pragma("PRAGMA max_page_count=100000"));
        rig.Clock.Advance(TimeSpan.FromSeconds(1));
        await rig.Client.RaiseEventAsync("a", "Go", LargeFunctions.Letters(200_000));
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

    private sealed class Pragma(string sql) : AwaitedStoreCommand
    {
        public override void Execute(StoreConnection connection) => connection.Scalar(sql);
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
}
