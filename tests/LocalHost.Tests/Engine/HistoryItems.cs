using Microsoft.DurableTask;
using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Reading;
using TradingBase.LocalHost.Tests.Operations;

namespace TradingBase.LocalHost.Tests.Engine;

public sealed class HistoryItemsInMemory() : HistoryItems(replayAlways: false);

public sealed class HistoryItemsReplayAlways() : HistoryItems(replayAlways: true);

/// <summary>Item 60's history: histories for people, by the host's own API.</summary>
public abstract class HistoryItems(bool replayAlways) : EngineContract(replayAlways)
{
    [Fact]
    public async Task Item60_History_TellsEveryEventWithTimesNamesChildrenAndFailures()
    {
        await using EngineRig rig = await StartAsync(Works.All);
        DateTimeOffset begun = rig.Clock.GetUtcNow();
        await rig.Client.ScheduleNewOrchestrationInstanceAsync(
            "Everything", 21, new StartOrchestrationOptions("a"));
        await rig.AdvanceAsync(TimeSpan.FromMinutes(1));
        await rig.Client.RaiseEventAsync("a", "go", "done");
        await rig.EndAsync("a");

        HistoryDocument history = Read(rig, "a", new() { PayloadLimit = 1_000 })!;

        HistoryEntry[] events = [.. history.Events.Where(entry => entry.Kind is not EventKind.StepStarted)];
        Assert.Equal(
            [
                EventKind.Started, EventKind.TaskScheduled, EventKind.TaskCompleted, EventKind.TaskScheduled,
                EventKind.TaskFailed, EventKind.TimerCreated, EventKind.TimerFired, EventKind.ChildScheduled,
                EventKind.ChildCompleted, EventKind.EventSent, EventKind.EventRaised,
            ],
            events.Select(entry => entry.Kind));
        Assert.Equal(Enumerable.Range(1, history.Total), history.Events.Select(entry => entry.Number));
        Assert.Equal(begun, events[0].At);
        Assert.Equal(begun.AddMinutes(1), events[^1].At);
        Assert.Equal(("Double", 0, "21"), Facts(events[1]));
        Assert.Equal(("Double", 0, "42"), Facts(events[2]));
        Assert.Equal("Fail", events[4].Name);
        Assert.Equal("no luck", events[4].Failure!.Message);
        Assert.Equal("System.ArgumentException", events[4].Failure!.Cause!.Type);
        Assert.Equal(begun.AddMinutes(1), events[5].Due);
        Assert.Equal("a/child", events[7].Target);
        Assert.Null(events[7].Payload);
        Assert.Equal(("somebody", "Hello"), (events[9].Target, events[9].Name));
        Assert.Equal(("go", null, "\"done\""), Facts(events[10]));
        Assert.Equal("Child", Read(rig, "a/child", new())!.Name);
    }

    [Fact]
    public async Task Item60_History_OfAnUnknownInstanceIsNone()
    {
        await using EngineRig rig = await StartAsync(Works.All);

        Assert.Null(Read(rig, "nobody", new()));
        Assert.Null(rig.Store.Read(connection => InstanceReader.Find(connection, "nobody", 0)));
    }

    [Fact]
    public async Task Item60_History_ByPagesIsTheWholeAndPayloadsAreToldOnlyWhenAskedAndShort()
    {
        await using EngineRig rig = await StartAsync(Works.All);
        await rig.Client.ScheduleNewOrchestrationInstanceAsync(
            "Waiter", new StartOrchestrationOptions("a"));
        await rig.Client.RaiseEventAsync("a", "Other", new string('x', 5_000));
        await rig.Client.RaiseEventAsync("a", "Go", "short");
        await rig.EndAsync("a");
        HistoryDocument whole = Read(rig, "a", new() { PayloadLimit = 100 })!;

        List<HistoryEntry> paged = [];
        for (int? after = 0; after is { } from;)
        {
            HistoryDocument page = Read(rig, "a", new() { After = from, Take = 2 })!;
            Assert.InRange(page.Events.Count, 1, 2);
            paged.AddRange(page.Events);
            after = page.Next;
        }

        Assert.Equal(whole.Events.Select(entry => entry.Number), paged.Select(entry => entry.Number));
        HistoryEntry[] raised = [.. whole.Events.Where(entry => entry.Kind is EventKind.EventRaised)];
        Assert.Equal([5_002, 7], raised.Select(entry => entry.Payload!.Bytes));
        Assert.Null(raised[0].Payload!.Value);
        Assert.Equal("short", raised[1].Payload!.Value!.Value.GetString());
        Assert.All(paged, entry => Assert.Null(entry.Payload?.Value));
    }

    private static HistoryDocument? Read(EngineRig rig, string id, HistoryQuery query) =>
        rig.Store.Read(connection => InstanceReader.History(connection, id, query));

    private static (string? Name, int? Id, string? Value) Facts(HistoryEntry entry) =>
        (entry.Name, entry.Id, entry.Payload?.Value?.GetRawText());
}
