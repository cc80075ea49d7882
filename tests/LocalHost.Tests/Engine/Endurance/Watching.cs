using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using TradingBase.LocalHost.Engine;
using TradingBase.LocalHost.Engine.Endurance;
using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Tables;
using TradingBase.LocalHost.Storage;
using Status = Microsoft.DurableTask.Client.OrchestrationRuntimeStatus;

namespace TradingBase.LocalHost.Tests.Engine.Endurance;

public sealed class WatchingInMemory() : Watching(replayAlways: false);

public sealed class WatchingReplayAlways() : Watching(replayAlways: true);

/// <summary>No instance hangs in silence, whether its code is at fault or the engine.</summary>
public abstract class Watching(bool replayAlways) : EngineContract(replayAlways)
{
    [Fact]
    public async Task Stuck_IsToldOnceAndShownUntilTheEnd()
    {
        LogRecorder logs = new();
        await using EngineRig rig = await EngineRig.StartAsync(Options, [typeof(Functions)], logs);
        await ScheduleAsync(rig, "AwaitsItsOwn", "a");
        await ScheduleAsync(rig, "Waits", "b");
        await rig.SettleAsync();
        await rig.Client.RaiseEventAsync("a", "Go");

        Assert.Equal(["a"], rig.Engine.StuckInstances);
        Assert.Equal(1, rig.Engine.Counters.Stuck);
        await rig.CrashAndRestartAsync();
        Assert.Equal(["a"], rig.Engine.StuckInstances);
        await rig.Client.TerminateInstanceAsync("a");
        Assert.Empty(rig.Engine.StuckInstances);
        Assert.Empty(rig.Store.Read(StuckTable.Read));
        string[] lines = [.. logs.Lines(typeof(EngineCore).FullName!)];
        Assert.Single(lines, line => line.Contains("(a) is stuck"));
        Assert.DoesNotContain(lines, line => line.Contains("(b) is stuck"));
    }

    [Fact]
    public async Task Stuck_WhereThatIsAFailure_Fails()
    {
        await using EngineRig rig = await EngineRig.StartAsync(
            Options with { FailStuck = true }, [typeof(Functions)]);

        OrchestrationMetadata end = await rig.RunAsync("AwaitsItsOwn");

        Assert.Equal(Status.Failed, end.RuntimeStatus);
        Assert.Equal(typeof(StuckOrchestrationException).FullName, end.FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task Stuck_OnlyWhileNothingIsOpen()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        await ScheduleAsync(rig, "AwaitsItsOwnBesideATimer", "a");
        await rig.SettleAsync();
        int before = rig.Engine.StuckInstances.Count;

        await rig.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal(0, before);
        Assert.Equal(["a"], rig.Engine.StuckInstances);
    }

    [Fact]
    public async Task Rounds_OverInstancesThatLackNothing_ChangeNothing()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        await ScheduleAsync(rig, "Waits", "a");
        await ScheduleAsync(rig, "Sleeps", "b");
        await ScheduleAsync(rig, "Parent", "c");
        await rig.Client.ScheduleNewOrchestrationInstanceAsync(
            "Waits", null, new StartOrchestrationOptions("d", rig.Clock.GetUtcNow().AddDays(9)));
        await RoundsAsync(rig, 5);

        Assert.Equal(0, rig.Engine.Counters.Repairs);
        Assert.Equal(0, rig.Engine.Counters.RepeatedActivities);
    }

    [Fact]
    public async Task Timer_ThatWasLost_IsSetAgain()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        await ScheduleAsync(rig, "Sleeps", "a");
        await rig.SettleAsync();
        rig.Engine.Core.Wheel.CancelAll(rig.Engine.Core.Table.Find("a")!);

        await RoundsAsync(rig, 3);

        Assert.Equal(1, rig.Engine.Counters.Repairs);
        await rig.AdvanceAsync(TimeSpan.FromDays(1));
        Assert.Equal(Status.Completed, (await rig.EndAsync("a")).RuntimeStatus);
    }

    [Fact]
    public async Task Message_ThatWasLost_IsHandedOver()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        await ScheduleAsync(rig, "Waits", "a");
        await rig.SettleAsync();
        HistoryEvent go = new() { Kind = EventKind.EventRaised, Name = "Go", Payload = "1"u8.ToArray() };
        await ChangeAsync(rig, "a", (connection, key) => InstanceStore.PutInbox(
            connection, rig.Engine.Core.Table, key, new(go, InboxSeq: rig.Engine.Core.Table.NextSeq())));

        await RoundsAsync(rig, 3);

        Assert.Equal(1, rig.Engine.Counters.Repairs);
        Assert.Equal(Status.Completed, (await rig.EndAsync("a")).RuntimeStatus);
    }

    [Fact]
    public async Task Activity_ThatWasLost_IsRunAgain()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        await ScheduleAsync(rig, "Waits", "a");
        await rig.SettleAsync();
        HistoryWriter asked = new();
        asked.Write(new() { Kind = EventKind.TaskScheduled, Id = 7, Name = "Tell" });
        await ChangeAsync(rig, "a", (connection, key) => connection
            .Statement("UPDATE instances SET tail = CAST(tail || ? AS BLOB) WHERE key=?")
            .Bind(1, asked.Written)
            .Bind(2, key)
            .Run());

        await RoundsAsync(rig, 3);

        Assert.Equal(1, rig.Engine.Counters.Repairs);
        Assert.Equal(1, rig.Seen.Count("told"));
    }

    [Fact]
    public async Task Answer_OfAChild_ThatWasLost_IsGiven()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        await ScheduleAsync(rig, "Parent", "a");
        await ScheduleAsync(rig, "Parent", "b");
        await rig.SettleAsync();
        await ChangeAsync(rig, "child-of-a", (connection, key) => connection
            .Statement("UPDATE instances SET status=1, completed=updated, output=? WHERE key=?")
            .Bind(1, "\"answer\""u8)
            .Bind(2, key)
            .Run());
        await ChangeAsync(rig, "child-of-b", (connection, key) => connection
            .Statement("DELETE FROM instances WHERE key=?").Bind(1, key).Run());

        await RoundsAsync(rig, 3);

        Assert.Equal("answer", (await rig.EndAsync("a")).ReadOutputAs<string>());
        Assert.Contains("'child-of-b' is gone", (await rig.EndAsync("b")).FailureDetails!.ErrorMessage);
    }

    private static Task<string> ScheduleAsync(EngineRig rig, string name, string id) =>
        rig.Client.ScheduleNewOrchestrationInstanceAsync(name, new StartOrchestrationOptions(id));

    private static async Task RoundsAsync(EngineRig rig, int rounds)
    {
        for (int i = 0; i < rounds; i++)
        {
            await rig.AdvanceAsync(Watchdog.Interval);
        }
    }

    private static Task ChangeAsync(EngineRig rig, string id, Action<StoreConnection, long> change) =>
        rig.Store.Writer.WriteAsync(new Change(id, change));

    private sealed class Change(string id, Action<StoreConnection, long> change) : AwaitedStoreCommand
    {
        public override void Execute(StoreConnection connection) =>
            change(connection, InstanceStore.Find(connection, id)!.Value.Key);
    }

    private static class Functions
    {
        [Function("AwaitsItsOwn")]
        public static Task<string> AwaitsItsOwn([OrchestrationTrigger] TaskOrchestrationContext context) =>
            new TaskCompletionSource<string>(context.InstanceId).Task;

        [Function("AwaitsItsOwnBesideATimer")]
        public static Task<string> AwaitsItsOwnBesideATimer(
            [OrchestrationTrigger] TaskOrchestrationContext context)
        {
            _ = context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return new TaskCompletionSource<string>(context.InstanceId).Task;
        }

        [Function("Waits")]
        public static Task<object> Waits([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.WaitForExternalEvent<object>("Go");

        [Function("Sleeps")]
        public static Task Sleeps([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);

        [Function("Parent")]
        public static Task<string> Parent([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallSubOrchestratorAsync<string>(
                "Waits", null, new SubOrchestrationOptions(instanceId: $"child-of-{context.InstanceId}"));

        [Function("Tell")]
        public static void Tell([ActivityTrigger] string? input, FunctionContext context) =>
            context.InstanceServices.GetRequiredService<Recorder>().Add("told");
    }
}
