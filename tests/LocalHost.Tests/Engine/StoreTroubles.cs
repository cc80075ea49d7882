using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using SQLitePCL;
using TradingBase.LocalHost.Engine.Tables;
using TradingBase.LocalHost.Storage;
using TradingBase.LocalHost.Storage.Disks;
using TradingBase.LocalHost.Tests.Storage.Disks;
using Status = Microsoft.DurableTask.Client.OrchestrationRuntimeStatus;

namespace TradingBase.LocalHost.Tests.Engine;

public sealed class StoreTroublesInMemory() : StoreTroubles(replayAlways: false);

public sealed class StoreTroublesReplayAlways() : StoreTroubles(replayAlways: true);

/// <summary>The store is another's, may not be written, or has not answered yet.</summary>
public abstract class StoreTroubles(bool replayAlways) : EngineContract(replayAlways)
{
    [Fact]
    public async Task Item81_EveryCall_IsAcknowledgedAfterItsFsyncAndNotBefore()
    {
        using HoldingDisk disk = new();
        await using EngineRig rig = await StartAsync(disk);
        DurableTaskClient client = rig.Client;
        await client.ScheduleNewOrchestrationInstanceAsync("Waiter", new StartOrchestrationOptions("ended"));
        await client.TerminateInstanceAsync("ended");
        Func<Task>[] calls =
        [
            () => client.ScheduleNewOrchestrationInstanceAsync("Waiter", new StartOrchestrationOptions("a")),
            () => client.RaiseEventAsync("a", "Other"),
            () => client.SuspendInstanceAsync("a"),
            () => client.ResumeInstanceAsync("a"),
            () => client.TerminateInstanceAsync("a"),
            () => client.PurgeInstanceAsync("ended"),
        ];
        foreach (Func<Task> call in calls)
        {
            await rig.SettleAsync();
            disk.Hold();
            Task acknowledged = call();
            await disk.Reached.WaitAsync(TimeSpan.FromSeconds(20));

            Assert.False(acknowledged.IsCompleted);
            disk.Release();
            await acknowledged.WaitAsync(TimeSpan.FromSeconds(20));
        }
    }

    [Fact]
    public async Task Item83_SecondEngineOnTheStore_IsRefusedAndTheFirstGoesOn()
    {
        await using EngineRig rig = await StartAsync(disk: null);
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Waiter", new StartOrchestrationOptions("a"));

        StoreInUseException refusal = Assert.Throws<StoreInUseException>(() => StoreFile
            .Open(rig.Store.Path, [new EngineSchema()], NullLoggerFactory.Instance)
            .Dispose());

        Assert.Contains(rig.Store.Path, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("in use by another process", refusal.Message, StringComparison.Ordinal);
        await rig.Client.RaiseEventAsync("a", "Go", 1);
        Assert.Equal(Status.Completed, (await rig.EndAsync("a")).RuntimeStatus);
    }

    [Theory]
    [InlineData("Store", raw.SQLITE_READONLY, "the file is read-only")]
    [InlineData("Log", raw.SQLITE_CANTOPEN, "unable to open database file")]
    public async Task Item86_FileOrFolderThatMayNotBeWritten_IsRefusedAtTheStartAndTakenWhenFreed(
        string file, int code, string reason)
    {
        FaultyDisk disk = new();
        await using EngineRig rig = await StartAsync(disk);
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Waiter", new StartOrchestrationOptions("a"));
        await rig.SettleAsync();

        disk.Refuse((what, which) => what is DiskOperation.Open && $"{which}" == file, code);
        StoreUnavailableException refusal = await Assert.ThrowsAsync<StoreUnavailableException>(
            () => rig.CrashAndRestartAsync());
        disk.Heal();
        await rig.CrashAndRestartAsync();

        Assert.Contains(rig.Store.Path, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        await rig.Client.RaiseEventAsync("a", "Go", 1);
        Assert.Equal(Status.Completed, (await rig.EndAsync("a")).RuntimeStatus);
    }

    [Fact]
    public async Task Item86_StopWhileTheDiskIsFull_EndsAndTheNextStartGoesOn()
    {
        FaultyDisk disk = new();
        await using EngineRig rig = await StartAsync(disk);
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Worker", new StartOrchestrationOptions("a"));
        await rig.SettleAsync();
        TaskCompletionSource full = new(TaskCreationOptions.RunContinuationsAsynchronously);
        bool taken = false;
        disk.Refuse(
            (what, _) =>
            {
                // What the event sets going is kept; there is no room for what comes of it.
                taken |= what is DiskOperation.Sync;
                bool refused = taken && what is DiskOperation.Write;
                if (refused)
                {
                    full.TrySetResult();
                }

                return refused;
            },
            raw.SQLITE_FULL);

        await rig.Client.RaiseEventAsync("a", "Go", 1);
        await full.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await rig.RestartAsync(() =>
        {
            disk.Heal();
            return Task.CompletedTask;
        });

        Assert.Equal((Status.Completed, 1), Of(await rig.EndAsync("a")));
        Assert.Equal(["1", "1"], rig.Seen.Lines);
        Assert.Equal(1, rig.Engine.Counters.RepeatedActivities);
        (Status, int) Of(OrchestrationMetadata end) => (end.RuntimeStatus, end.ReadOutputAs<int>());
    }

    private Task<EngineRig> StartAsync(Disk? disk) =>
        EngineRig.StartAsync(Options, [typeof(Waiter), typeof(Worker), typeof(Telling)], disk: disk);

    private sealed class Telling(Recorder seen)
    {
        [Function("Tell")]
        public int Run([ActivityTrigger] int value)
        {
            seen.Add($"{value}");
            return value;
        }
    }

    private static class Worker
    {
        [Function("Worker")]
        public static async Task<int> Run([OrchestrationTrigger] TaskOrchestrationContext context) =>
            await context.CallActivityAsync<int>("Tell", await context.WaitForExternalEvent<int>("Go"));
    }

    private static class Waiter
    {
        [Function("Waiter")]
        public static Task<int> Run([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.WaitForExternalEvent<int>("Go");
    }

    /// <summary>Keeps a commit's fsync waiting while it is told to.</summary>
    private sealed class HoldingDisk : Disk, IDisposable
    {
        private readonly ManualResetEventSlim _free = new(true);
        private TaskCompletionSource _reached = new();

        /// <summary>Ends when an fsync waits.</summary>
        public Task Reached => _reached.Task;

        public void Hold()
        {
            _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _free.Reset();
        }

        public void Release() => _free.Set();

        public void Dispose() => _free.Dispose();

        internal override int Before(in DiskAccess access)
        {
            if (access is { Operation: DiskOperation.Sync, File: DiskFileKind.Log })
            {
                _reached.TrySetResult();
                _free.Wait(TimeSpan.FromSeconds(30));
            }

            return raw.SQLITE_OK;
        }
    }
}
