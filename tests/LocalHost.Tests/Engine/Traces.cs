using System.Diagnostics;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using TradingBase.LocalHost.Engine;
using TradingBase.LocalHost.Storage;
using TradingBase.LocalHost.Tests.Operations;
using Status = Microsoft.DurableTask.Client.OrchestrationRuntimeStatus;
using static TradingBase.LocalHost.Tests.Engine.ChangedProcesses;
using static TradingBase.LocalHost.Tests.Engine.TracedProcesses;

namespace TradingBase.LocalHost.Tests.Engine;

public sealed class TracesInMemory() : Traces(replayAlways: false);

public sealed class TracesReplayAlways() : Traces(replayAlways: true);

/// <summary>Item 64: one span for each unit, hung where it belongs, and none of them twice.</summary>
public abstract class Traces(bool replayAlways) : EngineContract(replayAlways)
{
    [Fact]
    public async Task Item64_Everything_IsOneTraceWithASpanForEachUnit()
    {
        using SpanRecorder spans = new();
        await using EngineRig rig = await StartAsync(Works.All);
        DateTime begun = rig.Clock.GetUtcNow().UtcDateTime;

        await spans.BelowAsync(async () =>
        {
            await BeginAsync(rig, "Everything", "a", 21);
            await rig.AdvanceAsync(TimeSpan.FromMinutes(1));
            await rig.Client.RaiseEventAsync("a", "Go", "end");
        });
        await rig.EndAsync("a");
        await rig.SettleAsync();

        Activity create = spans.Single("create_orchestration:Everything");
        Activity whole = spans.Single("orchestration:Everything");
        Activity child = spans.Single("orchestration:Child");
        Assert.Equal(create.SpanId, whole.ParentSpanId);
        Assert.Equal((begun, TimeSpan.FromMinutes(1)), (whole.StartTimeUtc, whole.Duration));
        Assert.Equal(ActivityKind.Server, whole.Kind);
        Assert.Equal(
            [whole.SpanId, child.SpanId],
            spans.Named("activity:Double").Select(span => span.ParentSpanId));
        Activity timer = spans.Single("orchestration:Everything:timer");
        Assert.Equal((begun, TimeSpan.FromMinutes(1)), (timer.StartTimeUtc, timer.Duration));
        Activity sent = spans.Single("orchestration_event:Hello");
        Activity failed = spans.Single("activity:Fail");
        Assert.All([child, timer, sent, failed], span => Assert.Equal(whole.SpanId, span.ParentSpanId));
        Assert.Equal("somebody", sent.GetTagItem("durabletask.event.target_instance_id"));
        Assert.Equal((ActivityStatusCode.Error, "no luck"), (failed.Status, failed.StatusDescription));
        Assert.Equal(ActivityStatusCode.Unset, whole.Status);
        Assert.Equal(ActivityKind.Producer, spans.Single("orchestration_event:Go").Kind);
        Assert.Equal(9, spans.Spans.Count(span => span.Source.Name == "TradingBase.Engine"));
        Assert.All(spans.Spans, span => Assert.Equal(spans.Root.TraceId, span.TraceId));
        Assert.Equal(spans.Spans.Count, spans.Spans.Select(span => span.Id).Distinct().Count());
    }

    [Fact]
    public async Task Item64_OverARestart_ParentsHoldAndNothingIsToldTwice()
    {
        using SpanRecorder spans = new();
        await using EngineRig rig = await StartAsync(Works.All);
        await spans.BelowAsync(() => BeginAsync(rig, "Everything", "a", 21));
        await rig.SettleAsync();

        await rig.CrashAndRestartAsync();
        await rig.AdvanceAsync(TimeSpan.FromMinutes(1));
        await rig.CrashAndRestartAsync();
        await rig.Client.RaiseEventAsync("a", "Go", "end");
        await rig.EndAsync("a");
        await rig.SettleAsync();

        Activity whole = spans.Single("orchestration:Everything");
        Assert.Equal(spans.Single("create_orchestration:Everything").SpanId, whole.ParentSpanId);
        Assert.Equal(whole.SpanId, spans.Single("activity:Fail").ParentSpanId);
        Assert.Equal(whole.SpanId, spans.Single("orchestration:Everything:timer").ParentSpanId);
        Assert.Equal(whole.SpanId, spans.Single("orchestration:Child").ParentSpanId);
        Assert.Equal(2, spans.Named("activity:Double").Count);
        Assert.Equal(TimeSpan.FromMinutes(1), whole.Duration);
    }

    [Fact]
    public async Task Item64_AnActivityThatACrashRepeated_HasASpanForEachRun()
    {
        using SpanRecorder spans = new();
        await using EngineRig rig = await EngineRig.StartAsync(
            Options, [typeof(Slow), typeof(Wait)], configure: services => services.AddSingleton<Gate>());
        await spans.BelowAsync(() => BeginAsync(rig, "Slow", "a"));
        await rig.Get<Gate>().Begun.Task.WaitAsync(TimeSpan.FromSeconds(20));

        rig.Store.Abandon();
        rig.Get<Gate>().Free.SetResult();
        await rig.CrashAndRestartAsync();
        await rig.EndAsync("a");
        await rig.SettleAsync();

        Activity whole = spans.Single("orchestration:Slow");
        Assert.Equal(
            [whole.SpanId, whole.SpanId], spans.Named("activity:Wait").Select(span => span.ParentSpanId));
        Assert.Equal(1, rig.Engine.Counters.RepeatedActivities);
    }

    [Fact]
    public async Task Item64_Failures_SetTheStatusOfEveryUnitOnTheirWay()
    {
        using SpanRecorder spans = new();
        await using EngineRig rig = await StartAsync([typeof(Fails), typeof(FailsBelow), .. Works.All]);

        await spans.BelowAsync(async () =>
        {
            await BeginAsync(rig, "FailsBelow", "a");
            await rig.EndAsync("a");
            await Assert.ThrowsAsync<InstanceNotFoundException>(() => rig.Client.RaiseEventAsync("nobody", "Go"));
        });
        await rig.SettleAsync();

        foreach (string name in (string[])["activity:Fail", "orchestration:Fails", "orchestration:FailsBelow"])
        {
            Activity span = spans.Single(name);
            Assert.Equal(ActivityStatusCode.Error, span.Status);
            Assert.Contains("no luck", span.StatusDescription, StringComparison.Ordinal);
        }

        Assert.Equal(
            spans.Single("orchestration:FailsBelow").SpanId, spans.Single("orchestration:Fails").ParentSpanId);
        Assert.Equal(ActivityStatusCode.Error, spans.Single("orchestration_event:Go").Status);
    }

    [Fact]
    public async Task Item64_AFailureWhoseMessageThrows_IsToldTooAndEndsItsCaller()
    {
        using SpanRecorder spans = new();
        await using EngineRig rig = await StartAsync(typeof(CallsUnruly), typeof(Unruly));

        await spans.BelowAsync(async () =>
        {
            await BeginAsync(rig, "CallsUnruly", "a");
            Assert.Equal(Status.Failed, (await rig.EndAsync("a")).RuntimeStatus);
        });
        await rig.SettleAsync();

        Assert.Equal(ActivityStatusCode.Error, spans.Single("activity:Unruly").Status);
    }

    [Fact]
    public async Task Item64_EachGeneration_HasASpanOfItsOwnWithItsActivities()
    {
        using SpanRecorder spans = new();
        await using EngineRig rig = await StartAsync(typeof(Twice), typeof(Processes.Activities));

        await spans.BelowAsync(async () =>
        {
            await BeginAsync(rig, "Twice", "a", 0);
            await rig.EndAsync("a");
        });
        await rig.SettleAsync();

        IReadOnlyList<Activity> generations = spans.Named("orchestration:Twice");
        Assert.Equal(
            ["ContinuedAsNew", "Completed"],
            generations.Select(span => (string?)span.GetTagItem("durabletask.task.status")));
        Assert.Equal(
            generations.Select(span => span.SpanId),
            spans.Named("activity:PlusOne").Select(span => span.ParentSpanId));
        Activity create = spans.Single("create_orchestration:Twice");
        Assert.All(generations, span => Assert.Equal(create.SpanId, span.ParentSpanId));
        Assert.NotEqual(generations[0].SpanId, generations[1].SpanId);
    }

    [Fact]
    public async Task Item64_WhatIsRewound_HasSpansOfItsOwnBelowTheRewinding()
    {
        using SpanRecorder spans = new();
        await using EngineRig rig = await StartAsync(typeof(Above), typeof(Healed), typeof(Heals));

        await spans.BelowAsync(async () =>
        {
            await BeginAsync(rig, "Above", "a");
            await rig.EndAsync("a");
            rig.Seen.Add("healed");
            await rig.Client.RewindInstanceAsync("a", "healed");
            await rig.EndAsync("a");
        });
        await rig.SettleAsync();

        IReadOnlyList<Activity> above = spans.Named("orchestration:Above");
        IReadOnlyList<Activity> below = spans.Named("orchestration:Healed");
        Assert.Equal(
            [spans.Single("create_orchestration:Above").SpanId, spans.Single("rewind_orchestration").SpanId],
            above.Select(span => span.ParentSpanId));
        Assert.Equal(above.Select(span => span.SpanId), below.Select(span => span.ParentSpanId));
        Assert.Equal(
            below.Select(span => span.SpanId),
            spans.Named("activity:Heals").Select(span => span.ParentSpanId));
        Assert.Equal(
            [ActivityStatusCode.Error, ActivityStatusCode.Unset], above.Select(span => span.Status));
        Assert.Equal(4, above.Concat(below).Select(span => span.SpanId).Distinct().Count());
    }

    [Fact]
    public async Task Item64_WhatAnActivityCallsItself_HangsBelowIt()
    {
        using SpanRecorder spans = new();
        await using EngineRig rig = await EngineRig.StartAsync(
            Options, [typeof(CallsBack), typeof(Starts), .. Works.All],
            configure: services => services.AddSingleton<Handle>());
        rig.Get<Handle>().Rig = rig;

        await spans.BelowAsync(async () =>
        {
            await BeginAsync(rig, "CallsBack", "a");
            await rig.EndAsync("a");
            await rig.EndAsync("started");
        });
        await rig.SettleAsync();

        Assert.Equal(
            spans.Single("activity:Starts").SpanId, spans.Single("create_orchestration:Child").ParentSpanId);
    }

    [Fact]
    public async Task Item64_NobodyListens_NothingIsKeptAndNothingIsCurrent()
    {
        await using EngineRig rig = await EngineRig.StartAsync(
            Options, [typeof(CallsBack), typeof(Looks), .. Works.All]);

        using Activity root = new Activity("unheard").Start();
        await BeginAsync(rig, "CallsBack", "a");
        await rig.EndAsync("a");
        await rig.SettleAsync();

        Assert.Equal("none", Assert.Single(rig.Seen.Lines));
        Assert.Equal("0", rig.Store.Read(
            connection => connection.Scalar("SELECT count(*) FROM instances WHERE trace IS NOT NULL")));
    }

    [Fact]
    public async Task Item64_AStoreOfBefore_GetsItsColumnAndGoesOn()
    {
        await using EngineRig rig = await StartAsync(Works.All);
        await BeginAsync(rig, "Waiter", "a");
        await rig.Store.Writer.WriteAsync(new Former());

        await rig.CrashAndRestartAsync();
        await rig.Client.RaiseEventAsync("a", "Go", "x");

        Assert.Equal(Status.Completed, (await rig.EndAsync("a")).RuntimeStatus);
    }

    private static Task<string> BeginAsync(EngineRig rig, string name, string id, object? input = null) =>
        rig.Client.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions(id));

    private sealed class Former : AwaitedStoreCommand
    {
        public override void Execute(StoreConnection connection) =>
            connection.Run("ALTER TABLE instances DROP COLUMN trace");
    }
}
