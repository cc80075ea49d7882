using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TradingBase.LocalHost.Engine.Checking;
using TradingBase.LocalHost.Engine.Functions;
using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Replaying;
using TradingBase.LocalHost.Engine.Tables;
using TradingBase.LocalHost.Storage;
using TradingBase.LocalHost.Tests.Operations;
using Status = Microsoft.DurableTask.Client.OrchestrationRuntimeStatus;
using static TradingBase.LocalHost.Tests.Engine.ChangedProcesses;
using static TradingBase.LocalHost.Tests.Engine.Processes;

namespace TradingBase.LocalHost.Tests.Engine;

public sealed class ReplayAgainstInMemory() : ReplayAgainst(replayAlways: false);

public sealed class ReplayAgainstReplayAlways() : ReplayAgainst(replayAlways: true);

/// <summary>Item 85: stored histories and current code, compared without running anything.</summary>
public abstract class ReplayAgainst(bool replayAlways) : EngineContract(replayAlways)
{
    [Theory]
    [InlineData(typeof(OtherActivity), 6, "activity 'Same' (#1)", "activity 'Other' (#1)")]
    [InlineData(typeof(OtherInput), 6, "activity 'Same' (#1)", "activity 'Same' (#1) with another input")]
    [InlineData(typeof(OtherOrder), 6, "activity 'Same' (#1)", "timer (#1)")]
    [InlineData(typeof(Shorter), 6, "activity 'Same' (#1)", "nothing more")]
    [InlineData(typeof(OtherTime), 9, "due 2026-01-05T14:31:00", "due 2026-01-05T14:32:00")]
    [InlineData(typeof(OtherChild), 12, "with id 'child'", "with id 'changed'")]
    public async Task Item85_ChangedCode_IsFoundWithEventBothActionsAndInstance(
        Type changed, int number, string was, string now)
    {
        await using EngineRig rig = await StartAsync(typeof(Original), typeof(Activities));
        await BeginAsync(rig, "live", "ended");
        await rig.Client.RaiseEventAsync("ended", "Go");
        await rig.EndAsync("ended");
        await rig.SettleAsync();

        ReplayReport report = Check(rig, changed, typeof(Activities));

        Assert.False(report.Ok);
        ReplayFinding[] found = [.. report.Findings.Where(one => one.Name == "Process")];
        Assert.Equal(["live", "ended"], found.Select(finding => finding.InstanceId));
        Assert.All(found, finding =>
        {
            Assert.Equal(ReplayDifference.Diverges, finding.Difference);
            Assert.Equal(number, finding.Event);
            Assert.Contains($"event {number} ", finding.Message, StringComparison.Ordinal);
            Assert.Contains(was, finding.Recorded, StringComparison.Ordinal);
            Assert.Contains(now, finding.Now, StringComparison.Ordinal);
            Assert.Contains($"'{finding.InstanceId}'", finding.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Item85_InstanceThatTheEngineFailedForItsSize_IsNoDifference()
    {
        await using EngineRig rig = await EngineRig.StartAsync(
            Options with { MaxStepBytes = 10_000 }, [typeof(LargeFunctions)]);
        await rig.Client.ScheduleNewOrchestrationInstanceAsync(
            "Many", 2_000, new StartOrchestrationOptions("large"));
        await rig.SettleUntilAsync(() => rig.Clock.Advance(TimeSpan.FromSeconds(1)), "large");

        ReplayReport report = Check(rig, typeof(LargeFunctions));

        Assert.Equal(1, report.Ended);
        Assert.Empty(report.Findings);
    }

    [Fact]
    public async Task Item85_UnchangedCode_FindsNothingInAnyState()
    {
        await using EngineRig rig = await StartAsync(
            [typeof(Original), typeof(Activities), typeof(Eternal), typeof(Thrower), .. Works.All]);
        await BeginAsync(rig, "running", "terminated", "suspended", "ended");
        await rig.Client.ScheduleNewOrchestrationInstanceAsync(
            "Everything", 21, new StartOrchestrationOptions("everything"));
        await rig.Client.ScheduleNewOrchestrationInstanceAsync(
            "Eternal", 0, new StartOrchestrationOptions("eternal"));
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Thrower", new StartOrchestrationOptions("failed"));
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Nobody", new StartOrchestrationOptions("nobody"));
        await rig.Client.ScheduleNewOrchestrationInstanceAsync(
            "Thrower", new StartOrchestrationOptions("later", rig.Clock.GetUtcNow().AddDays(1)));
        await rig.AdvanceAsync(TimeSpan.FromMinutes(1));
        await rig.Client.SuspendInstanceAsync("suspended");
        await rig.Client.RaiseEventAsync("suspended", "Go");
        await rig.Client.TerminateInstanceAsync("terminated");
        await rig.Client.RaiseEventAsync("ended", "Go");
        await rig.Client.RaiseEventAsync("eternal", "Next");
        await rig.SettleAsync();

        ReplayReport report = Check(rig,
            [typeof(Original), typeof(Activities), typeof(Eternal), typeof(Thrower), .. Works.All]);

        Assert.Empty(report.Findings);
        Assert.True(report.Ok);
        Assert.Equal(11, report.Live + report.Ended);
        Assert.InRange(report.Events, 60, 200);
    }

    [Fact]
    public async Task Item85_MissingFunction_IsFound()
    {
        await using EngineRig rig = await EngineRig.StartAsync(
            Options, [typeof(Original), typeof(Slow), typeof(Wait), typeof(Activities)],
            configure: services => services.AddSingleton<Gate>());
        await BeginAsync(rig, "a");
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Slow", new StartOrchestrationOptions("b"));
        await rig.Get<Gate>().Begun.Task.WaitAsync(TimeSpan.FromSeconds(20));

        ReplayReport report = Check(rig, typeof(Slow));
        rig.Get<Gate>().Free.SetResult();

        Assert.Equal(
            [("a", ReplayDifference.FunctionGone, null), ("b", ReplayDifference.FunctionGone, 3)],
            report.Findings.Select(finding => (finding.InstanceId, finding.Difference, finding.Event)));
        Assert.Contains("'Process'", report.Findings[0].Message, StringComparison.Ordinal);
        Assert.Contains("activity 'Wait' (#0)", report.Findings[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Item85_CodeThatEndsEarlierLaterOrOtherwise_IsFound()
    {
        await using EngineRig rig = await StartAsync(typeof(Waits), typeof(Thrower), typeof(Activities));
        foreach (string id in (string[])["goes-on", "completed"])
        {
            await rig.Client.ScheduleNewOrchestrationInstanceAsync("Waits", new StartOrchestrationOptions(id));
        }

        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Thrower", new StartOrchestrationOptions("failed"));
        await rig.Client.RaiseEventAsync("completed", "Go");
        await rig.SettleAsync();

        ReplayReport earlier = Check(rig, typeof(WaitsNoMore), typeof(ThrowsNoMore), typeof(Activities));
        ReplayReport later = Check(rig, typeof(WaitsTwice), typeof(Thrower), typeof(Activities));
        ReplayReport otherwise = Check(rig, typeof(WaitsAndThrows), typeof(Thrower), typeof(Activities));

        Assert.Equal(
            [("goes-on", ReplayDifference.EndsEarlier), ("completed", ReplayDifference.EndsEarlier),
                ("failed", ReplayDifference.EndsOtherwise)],
            earlier.Findings.Select(finding => (finding.InstanceId, finding.Difference)));
        Assert.Equal(
            [("completed", ReplayDifference.EndsLater)],
            later.Findings.Select(finding => (finding.InstanceId, finding.Difference)));
        Assert.Equal(
            [("completed", ReplayDifference.EndsOtherwise)],
            otherwise.Findings.Select(finding => (finding.InstanceId, finding.Difference)));
        Assert.Contains("no more waiting", otherwise.Findings[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Item85_TheCheck_RunsNoActivityAndLeavesTheStoreByteForByte()
    {
        await using EngineRig rig = await StartAsync([typeof(Told), typeof(Tell), .. Works.All]);
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Told", new StartOrchestrationOptions("a"));
        await rig.SettleAsync();
        await rig.Client.RaiseEventAsync("a", "Go");
        await rig.EndAsync("a");
        await rig.SettleAsync();
        Assert.Equal(2, rig.Seen.Count("ran"));
        rig.Store.Abandon();
        (byte[] file, byte[] log) before = Files(rig.Store.Path);

        ReplayReport same = Check(rig, [typeof(Told), typeof(Tell), .. Works.All]);
        ReplayReport changed = Check(rig, typeof(ToldThrice), typeof(Tell));

        Assert.Empty(same.Findings);
        Assert.Single(changed.Findings);
        Assert.Equal(2, rig.Seen.Count("ran"));
        Assert.Equal(before.file, Files(rig.Store.Path).File);
        Assert.Equal(before.log, Files(rig.Store.Path).Log);
    }

    [Fact]
    public async Task Item85_WhatTheEngineFailed_IsNotComparedWithACodeThatHadNotEnded()
    {
        await using EngineRig rig = await EngineRig.StartAsync(
            Options with { FailStuck = true }, [typeof(AwaitsNothing)]);
        await rig.Client.ScheduleNewOrchestrationInstanceAsync(
            "AwaitsNothing", new StartOrchestrationOptions("a"));
        Assert.Equal(Status.Failed, (await rig.EndAsync("a")).RuntimeStatus);

        Assert.Empty(Check(rig, typeof(AwaitsNothing)).Findings);
    }

    [Fact]
    public async Task Item85_DamagedHistory_IsNamedAndTheOthersAreLookedAt()
    {
        await using EngineRig rig = await StartAsync(typeof(Waits));
        foreach (string id in (string[])["damaged", "sound"])
        {
            await rig.Client.ScheduleNewOrchestrationInstanceAsync("Waits", new StartOrchestrationOptions(id));
        }

        await rig.SettleAsync();
        await rig.Store.Writer.WriteAsync(new Damage());

        ReplayReport report = Check(rig, typeof(WaitsNoMore));

        Assert.Equal(
            [("damaged", ReplayDifference.Unreadable), ("sound", ReplayDifference.EndsEarlier)],
            report.Findings.Select(finding => (finding.InstanceId, finding.Difference)));
    }

    private static async Task BeginAsync(EngineRig rig, params string[] ids)
    {
        foreach (string id in ids)
        {
            await rig.Client.ScheduleNewOrchestrationInstanceAsync(
                "Process", new StartOrchestrationOptions(id));
        }

        await rig.AdvanceAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Item85_LargePayloads_AreComparedAndFetched()
    {
        await using EngineRig rig = await StartAsync(typeof(LargeFunctions));
        await rig.RunAsync("Chain", LargeFunctions.Letters(100_000));
        await rig.RunAsync("Throws", 100_000);

        Assert.Empty(Check(rig, typeof(LargeFunctions)).Findings);
    }

    private static ReplayReport Check(EngineRig rig, params Type[] types)
    {
        using ServiceProvider provider = new ServiceCollection().AddSingleton(rig.Seen).BuildServiceProvider();
        ReplayServices services = new(
            provider, new FunctionIndex(types), new PayloadConverter(null), NullLoggerFactory.Instance, null, null);
        using StoreReader store = StoreReader.Open(rig.Store.Path);
        return ReplayRun.Over(store, services, CancellationToken.None);
    }

    [Fact]
    public async Task Item85_StepThatATerminationEnded_IsNotComparedSinceItsActionsWereNotKept()
    {
        await using EngineRig rig = await StartAsync(typeof(Original), typeof(Activities));
        await rig.Store.Writer.WriteAsync(new TerminatedInAStep());

        ReplayReport same = Check(rig, typeof(Original));
        ReplayReport changed = Check(rig, typeof(OtherFirst));

        Assert.Empty(same.Findings);
        Assert.Equal(3, Assert.Single(changed.Findings).Event);
    }

    private static (byte[] File, byte[] Log) Files(string path) =>
        (File.ReadAllBytes(path), File.Exists(path + "-wal") ? File.ReadAllBytes(path + "-wal") : []);

    private sealed class Damage : AwaitedStoreCommand
    {
        public override void Execute(StoreConnection connection) => connection.Run(
            "UPDATE instances SET tail = substr(tail, 1, length(tail) - 1) WHERE id = 'damaged'");
    }

    // A termination and an activity's result that were taken in by one step.
    private sealed class TerminatedInAStep : AwaitedStoreCommand
    {
        public override void Execute(StoreConnection connection)
        {
            InstanceStore.Insert(connection, new(), new() { Key = 1_000, Id = "t", Name = "Process" });
            var history = new HistoryWriter();
            HistoryEvent[] events =
            [
                new() { Kind = EventKind.StepStarted, Ticks = 1 },
                new() { Kind = EventKind.Started },
                new() { Kind = EventKind.TaskScheduled, Name = "Same", Payload = "1"u8.ToArray() },
                new() { Kind = EventKind.StepStarted, Ticks = 2 },
                new() { Kind = EventKind.TaskCompleted, Payload = "1"u8.ToArray() },
                new() { Kind = EventKind.Terminated },
            ];
            foreach (HistoryEvent item in events)
            {
                history.Write(item);
            }

            connection.Statement("UPDATE instances SET tail=?, status=?, completed=2 WHERE key=1000")
                .Bind(1, history.Written)
                .Bind(2, (long)Status.Terminated)
                .Run();
        }
    }
}
