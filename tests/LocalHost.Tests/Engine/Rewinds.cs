using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Engine;
using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Storage;
using static TradingBase.LocalHost.Tests.Engine.BreakableProcesses;
using Status = Microsoft.DurableTask.Client.OrchestrationRuntimeStatus;

namespace TradingBase.LocalHost.Tests.Engine;

public sealed class RewindsInMemory() : Rewinds(replayAlways: false);

public sealed class RewindsReplayAlways() : Rewinds(replayAlways: true);

/// <summary>Items of class 56: what failed runs again, and nothing else.</summary>
public abstract class Rewinds(bool replayAlways) : EngineContract(replayAlways)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Item56_Rewind_RunsTheFailedAgainAndKeepsTheResultsOfTheOthers(int failures)
    {
        await using EngineRig rig = await StartAsync(typeof(Processed), typeof(Breakable));
        rig.Seen.Add($"broken second {failures}");
        await ScheduleAsync(rig, "Three");

        for (int i = 0; i < failures; i++)
        {
            Assert.Equal(Status.Failed, (await rig.EndAsync("a")).RuntimeStatus);
            await rig.Client.RewindInstanceAsync("a", "mended");
        }

        OrchestrationMetadata end = await rig.EndAsync("a");
        Assert.Equal(Status.Completed, end.RuntimeStatus);
        Assert.Equal("first second third", end.ReadOutputAs<string>());
        Assert.Null(end.FailureDetails);
        Assert.Equal((1, 1 + failures, 1), Counts(rig, "first", "second", "third"));
    }

    [Fact]
    public async Task Item56_Rewind_OfAFanOut_RunsOnlyTheBranchesThatFailed()
    {
        await using EngineRig rig = await StartAsync(typeof(Processed), typeof(Breakable));
        rig.Seen.Add("broken second 1");
        await ScheduleAsync(rig, "FanOut");
        await rig.EndAsync("a");

        await rig.Client.RewindInstanceAsync("a", "mended");

        Assert.Equal("first 1 second 1 third 1", (await rig.EndAsync("a")).ReadOutputAs<string>());
        Assert.Equal((1, 2, 1), Counts(rig, "first", "second", "third"));
        Assert.Equal((1, 1, 1), Counts(rig, "first 1", "second 1", "third 1"));
    }

    [Fact]
    public async Task Item56_Rewind_OfACallWithRetries_TriesAnewAndDropsTheDelaysBetween()
    {
        await using EngineRig rig = await StartAsync(typeof(Processed), typeof(Breakable));
        rig.Seen.Add("broken second 5");
        await ScheduleAsync(rig, "Retries");
        await rig.AdvanceAsync(TimeSpan.FromSeconds(1));
        await rig.AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(Status.Failed, (await rig.EndAsync("a")).RuntimeStatus);

        await rig.Client.RewindInstanceAsync("a", "mended");
        for (int i = 0; i < 3; i++)
        {
            await rig.AdvanceAsync(TimeSpan.FromSeconds(1));
        }

        Assert.Equal("first second third", (await rig.EndAsync("a")).ReadOutputAs<string>());
        Assert.Equal((1, 6, 1), Counts(rig, "first", "second", "third"));
        List<HistoryEvent> history = Histories.Of(rig, "a");
        Assert.Equal(2, history.Count(item => item.Kind is EventKind.TimerCreated));
        Assert.Equal("mended", history.Single(item => item.Kind is EventKind.Rewound).Target);
    }

    [Fact]
    public async Task Item56_Rewind_OfARetriedCallThatSucceeded_KeepsItsResult()
    {
        await using EngineRig rig = await StartAsync(typeof(Processed), typeof(Breakable));
        rig.Seen.Add("broken second 1");
        rig.Seen.Add("broken third 1");
        await ScheduleAsync(rig, "Retries");
        await rig.AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(Status.Failed, (await rig.EndAsync("a")).RuntimeStatus);

        await rig.Client.RewindInstanceAsync("a", "mended");

        Assert.Equal("first second third", (await rig.EndAsync("a")).ReadOutputAs<string>());
        Assert.Equal((1, 2, 2), Counts(rig, "first", "second", "third"));
    }

    [Fact]
    public async Task Item56_Rewind_ForgetsTheCompensationThatFollowedFromTheFailure()
    {
        await using EngineRig rig = await StartAsync(typeof(Processed), typeof(Breakable));
        rig.Seen.Add("broken second 1");
        await ScheduleAsync(rig, "Compensates");
        Assert.Equal(Status.Failed, (await rig.EndAsync("a")).RuntimeStatus);
        Assert.Equal(1, rig.Seen.Count("undo"));

        await rig.Client.RewindInstanceAsync("a", "mended");

        Assert.Equal("first second third", (await rig.EndAsync("a")).ReadOutputAs<string>());
        Assert.Equal((1, 2, 1), Counts(rig, "first", "second", "undo"));
    }

    [Fact]
    public async Task Item56_Rewind_GoesDownThroughFailedChildrenAndLeavesTheOthers()
    {
        await using EngineRig rig = await StartAsync(typeof(Processed), typeof(Breakable));
        rig.Seen.Add("broken second 1");
        await ScheduleAsync(rig, "Grandparent");
        await rig.EndAsync("a");
        Assert.Equal(Status.Failed, (await rig.GetAsync("parent")).RuntimeStatus);
        Assert.Equal(Status.Failed, (await rig.GetAsync("child")).RuntimeStatus);

        await rig.Client.RewindInstanceAsync("a", "mended");

        Assert.Equal("sound first second third", (await rig.EndAsync("a")).ReadOutputAs<string>());
        Assert.Equal(Status.Completed, (await rig.GetAsync("parent")).RuntimeStatus);
        Assert.Equal(Status.Completed, (await rig.GetAsync("child")).RuntimeStatus);
        Assert.Equal((1, 1, 2), Counts(rig, "sound", "first", "second"));
    }

    [Fact]
    public async Task Item56_Rewind_KeepsLongPayloadsWhereTheyAreAndDropsThoseOfTheFailures()
    {
        await using EngineRig rig = await StartAsync(typeof(Processed), typeof(Breakable));
        string text = new('x', 200_000);
        await rig.Client.ScheduleNewOrchestrationInstanceAsync(
            "LongPayloads", text, new StartOrchestrationOptions("a"));
        await rig.EndAsync("a");
        long before = Payloads(rig);

        await rig.Client.RewindInstanceAsync("a", "mended");

        Assert.Equal(text.Length * 2, (await rig.EndAsync("a")).ReadOutputAs<int>());
        Assert.Equal((1, 2), (rig.Seen.Count("long"), rig.Seen.Count("longer")));
        // The call's failure and the instance's are gone; inputs and the result that was kept are not doubled.
        Assert.Equal(before - 2, Payloads(rig));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Item56_Rewind_WhileAChildRunsOrHasEnded_HearsOfItsEndUnderTheNewNumber(bool ended)
    {
        await using EngineRig rig = await StartAsync(typeof(Processed), typeof(Breakable));
        rig.Seen.Add("broken second 3");
        await ScheduleAsync(rig, "WithRunningChild");
        for (int i = 0; i < 4; i++)
        {
            await rig.AdvanceAsync(TimeSpan.FromSeconds(0.5));
        }

        Assert.Equal(Status.Failed, (await rig.EndAsync("a")).RuntimeStatus);
        Assert.Equal(Status.Running, (await rig.GetAsync("child")).RuntimeStatus);
        if (ended)
        {
            await rig.Client.RaiseEventAsync("child", "Go", "grown");
            await rig.EndAsync("child");
        }

        await rig.Client.RewindInstanceAsync("a", "mended");
        await rig.SettleAsync();
        if (!ended)
        {
            await rig.Client.RaiseEventAsync("child", "Go", "grown");
        }

        Assert.Equal("second grown", (await rig.EndAsync("a")).ReadOutputAs<string>());
        Assert.Equal(4, rig.Seen.Count("second"));
    }

    [Fact]
    public async Task Item56_Rewind_OfAnythingButAFailedInstance_IsRefused()
    {
        await using EngineRig rig = await StartAsync(typeof(Processed), typeof(Breakable));
        await ScheduleAsync(rig, "Three", "completed");
        await rig.EndAsync("completed");
        await ScheduleAsync(rig, "Waits", "running");
        await ScheduleAsync(rig, "Waits", "terminated");
        await rig.SettleAsync();
        await rig.Client.TerminateInstanceAsync("terminated");
        await rig.Client.ScheduleNewOrchestrationInstanceAsync(
            "Waits", new StartOrchestrationOptions("pending", rig.Clock.GetUtcNow().AddDays(1)));

        foreach (string id in (string[])["completed", "running", "terminated", "pending"])
        {
            InstanceStateException refusal = await Assert.ThrowsAsync<InstanceStateException>(
                () => rig.Client.RewindInstanceAsync(id, "why not"));
            Assert.Contains("failed precondition", refusal.Message, StringComparison.Ordinal);
        }

        await Assert.ThrowsAsync<InstanceNotFoundException>(
            () => rig.Client.RewindInstanceAsync("nobody", "why not"));
        await Assert.ThrowsAsync<ArgumentException>(() => rig.Client.RewindInstanceAsync("@a@b", "why not"));
    }

    [Fact]
    public async Task Item56_Rewind_TwiceAtOnce_IsDoneOnce()
    {
        await using EngineRig rig = await StartAsync(typeof(Processed), typeof(Breakable));
        rig.Seen.Add("broken second 1");
        await ScheduleAsync(rig, "ThreeAfterGo");
        await rig.Client.RaiseEventAsync("a", "Go");
        await rig.EndAsync("a");

        Task[] calls = [.. Enumerable.Range(0, 5).Select(_ => rig.Client.RewindInstanceAsync("a", "mended"))];
        await Assert.ThrowsAsync<InstanceStateException>(() => Task.WhenAll(calls));

        _ = Assert.Single(calls, call => call.IsCompletedSuccessfully);
        Assert.All(
            calls.Where(call => call.IsFaulted),
            call => Assert.IsType<InstanceStateException>(call.Exception!.InnerException));
        Assert.Equal("first second third", (await rig.EndAsync("a")).ReadOutputAs<string>());
        Assert.Equal(2, rig.Seen.Count("second"));
    }

    [Fact]
    public async Task Item56_Rewind_SurvivesACrashRightAfterIt()
    {
        await using EngineRig rig = await StartAsync(typeof(Processed), typeof(Breakable));
        rig.Seen.Add("broken second 1");
        await ScheduleAsync(rig, "Grandparent");
        await rig.EndAsync("a");

        await rig.Client.RewindInstanceAsync("a", "mended");
        await rig.CrashAndRestartAsync();

        Assert.Equal("sound first second third", (await rig.EndAsync("a")).ReadOutputAs<string>());
        Assert.Equal((1, 1), (rig.Seen.Count("sound"), rig.Seen.Count("first")));
    }

    [Fact]
    public async Task Item56_Rewind_OfCodeThatThrew_RunsTheNewCodeFromThere()
    {
        await using EngineRig rig = await StartAsync(typeof(Throws), typeof(Breakable));
        await ScheduleAsync(rig, "Three");
        await rig.Client.RaiseEventAsync("a", "Go", "kept");
        Assert.Equal(Status.Failed, (await rig.EndAsync("a")).RuntimeStatus);

        await rig.Client.RewindInstanceAsync("a", "no better");
        Assert.Equal(Status.Failed, (await rig.EndAsync("a")).RuntimeStatus);
        await rig.CrashAndRestartAsync([typeof(ThrowsNoMore), typeof(Breakable)]);
        await rig.Client.RewindInstanceAsync("a", "mended");

        Assert.Equal("first kept second", (await rig.EndAsync("a")).ReadOutputAs<string>());
        Assert.Equal((1, 1), (rig.Seen.Count("first"), rig.Seen.Count("second")));
    }

    private static long Payloads(EngineRig rig) => rig.Store.Read(connection =>
    {
        StoreStatement count = connection.Statement("SELECT count(*) FROM payloads");
        count.Read();
        long found = count.Int64(0);
        count.Reset();
        return found;
    });

    private static Task<string> ScheduleAsync(EngineRig rig, string name, string id = "a") =>
        rig.Client.ScheduleNewOrchestrationInstanceAsync(name, new StartOrchestrationOptions(id));

    private static (int, int, int) Counts(EngineRig rig, string first, string second, string third) =>
        (rig.Seen.Count(first), rig.Seen.Count(second), rig.Seen.Count(third));
}
