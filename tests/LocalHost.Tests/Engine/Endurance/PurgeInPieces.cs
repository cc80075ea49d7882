using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Engine.Endurance;
using TradingBase.LocalHost.Engine.Tables;
using Status = Microsoft.DurableTask.Client.OrchestrationRuntimeStatus;

namespace TradingBase.LocalHost.Tests.Engine.Endurance;

public sealed class PurgeInPiecesInMemory() : PurgeInPieces(replayAlways: false);

public sealed class PurgeInPiecesReplayAlways() : PurgeInPieces(replayAlways: true);

/// <summary>A purge is many small commits; whoever looks in between sees whole instances or none.</summary>
public abstract class PurgeInPieces(bool replayAlways) : EngineContract(replayAlways)
{
    [Fact]
    public async Task Item57_Purge_OfAHugeHistory_IsManySmallCommits()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        await EndedAsync(rig, "huge", megabytes: 10);
        long before = rig.Store.Writer.Commits;

        PurgeResult result = await rig.Client.PurgeInstanceAsync("huge");

        Assert.Equal((1, true), (result.PurgedInstanceCount, result.IsComplete));
        Assert.InRange(rig.Store.Writer.Commits - before, 9, 12);
        Assert.Equal(0, Weight.OfHistories(rig.Store));
        Assert.Null(rig.Store.Read(connection => Purging.Find(connection, null)));
    }

    [Fact]
    public async Task Item57_Purge_InterruptedByACrash_LeavesNothingToBeSeenAndIsGoneOnWith()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        long key = await EndedAsync(rig, "huge", megabytes: 4);
        await rig.Store.Writer.WriteAsync(new PurgeCommit([key], recursive: false, key));

        await rig.CrashAndRestartAsync();

        Assert.Null(await rig.Client.GetInstanceAsync("huge"));
        Assert.InRange(Weight.OfHistories(rig.Store), 1, 4 << 20);
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Echo", new StartOrchestrationOptions("huge"));
        Assert.Equal(Status.Completed, (await rig.EndAsync("huge")).RuntimeStatus);
        await rig.AdvanceAsync(Housekeeper.FirstRound);
        Assert.Equal(0, Weight.OfHistories(rig.Store));
        Assert.Null(rig.Store.Read(connection => Purging.Find(connection, null)));
        Assert.NotNull(await rig.Client.GetInstanceAsync("huge"));
    }

    [Fact]
    public async Task Item57_PurgeRecursive_InterruptedByACrash_GoesOnWithTheChildren()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        await rig.RunAsync("Family", 700);
        long key = rig.Store.Read(connection => InstanceStore.Find(connection, "child-0"))!.Value.Key - 1;
        PurgeCommit first = new([key], recursive: true, key);
        await rig.Store.Writer.WriteAsync(first);
        PurgeCommit second = new([], recursive: false, null);
        await rig.Store.Writer.WriteAsync(second);

        await rig.CrashAndRestartAsync();

        Assert.Equal(1, first.Count);
        Assert.InRange(second.Count, 1, 699);
        await rig.AdvanceAsync(Housekeeper.FirstRound);
        Assert.Null(await rig.Client.GetInstanceAsync("child-699"));
        Assert.NotNull(await rig.Client.GetInstanceAsync("still-running"));
    }

    [Fact]
    public async Task Item57_PurgeByFilter_OutOfTime_SaysSoAndIsFinishedByTheNext()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        await Task.WhenAll(Enumerable.Range(0, 600).Select(i => rig.RunAsync("Echo")));
        Purger purger = new(rig.Store);
        int commits = 1;

        (int count, bool complete) = await purger.PurgeAsync(
            new EndedInstances(), recursive: false, () => commits-- > 0, CancellationToken.None);
        PurgeResult rest = await rig.Client.PurgeAllInstancesAsync(
            new() { Timeout = TimeSpan.FromMinutes(1) });

        Assert.Equal((512, false), (count, complete));
        Assert.Equal((88, true), (rest.PurgedInstanceCount, rest.IsComplete));
    }

    [Fact]
    public async Task Replacement_OfAnInstanceWithAHugeHistory_LeavesItToTheHousekeeper()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        await EndedAsync(rig, "huge", megabytes: 4);

        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Echo", new StartOrchestrationOptions("huge"));
        await rig.EndAsync("huge");

        Assert.InRange(Weight.OfHistories(rig.Store), 1, 4 << 20);
        await rig.AdvanceAsync(Housekeeper.FirstRound);
        Assert.Equal(0, Weight.OfHistories(rig.Store));
    }

    [Fact]
    public async Task Key_OfAPurgedInstance_IsNotGivenAgainAfterARestart()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        long old = await EndedAsync(rig, "a", megabytes: 0);
        await rig.Client.PurgeInstanceAsync("a");

        await rig.CrashAndRestartAsync();

        Assert.InRange(await EndedAsync(rig, "b", megabytes: 0), old + 1, long.MaxValue);
    }

    private static async Task<long> EndedAsync(EngineRig rig, string id, int megabytes)
    {
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Echo", new StartOrchestrationOptions(id));
        await rig.EndAsync(id);
        long key = rig.Store.Read(connection => InstanceStore.Find(connection, id))!.Value.Key;
        await rig.Store.Writer.WriteAsync(new Weight(key, megabytes << 20));
        return key;
    }

    private static class Functions
    {
        [Function("Echo")]
        public static string Echo([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.InstanceId;

        [Function("Waits")]
        public static Task<object> Waits([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.WaitForExternalEvent<object>("Go");

        [Function("Family")]
        public static async Task Family([OrchestrationTrigger] TaskOrchestrationContext context, int children)
        {
            Task[] all = [.. Enumerable.Range(0, children).Select(i => context.CallSubOrchestratorAsync(
                "Echo", null, new SubOrchestrationOptions(instanceId: $"child-{i}")))];
            _ = context.CallSubOrchestratorAsync(
                "Waits", null, new SubOrchestrationOptions(instanceId: "still-running"));
            await Task.WhenAll(all);
        }
    }
}
