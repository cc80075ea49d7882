using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using TradingBase.Desk;
using TradingBase.Functions.Tests.Activities;
using TradingBase.Functions.Triggers;
using TradingBase.Risk;
using TradingBase.Testing;

namespace TradingBase.Functions.Tests.Triggers;

/// <summary>A host that starts holds the desk with the first thing that it does by itself.</summary>
public sealed class StartHoldTests
{
    private readonly DeskRig _rig = new();

    [Fact]
    public async Task Heartbeat_FirstOfAProcess_HoldsTheDeskUntilItsBooksAgree()
    {
        await _rig.Books.OpenAsync(Some.DeskTime, default);

        await BeatAsync(_rig.StartHold);

        StateHold hold = (await _rig.Desk.FindAsync(default))!.Of(StateCauses.Start)!;
        Assert.Equal((TradingState.Reducing, Some.DeskTime), (hold.State, hold.AtUtc));
    }

    [Fact]
    public async Task Heartbeat_SecondOfAProcess_LeavesTheDeskAlone()
    {
        await _rig.Books.OpenAsync(Some.DeskTime, default);
        StartHold start = _rig.StartHold;
        await BeatAsync(start);
        await _rig.Guard.LiftAsync(
            StateCauses.Start, "reconciliation", "The books agree.", Some.DeskTime, default);

        await BeatAsync(start);

        Assert.Equal(TradingState.Active, (await _rig.Desk.FindAsync(default))!.State);
    }

    [Fact]
    public async Task Heartbeat_APaperDeskThatWasNeverOpened_IsNotHeldOnceItOpens()
    {
        StartHold start = _rig.StartHold;
        await BeatAsync(start);
        Assert.Null(await _rig.Desk.FindAsync(default));

        await _rig.Books.OpenAsync(Some.DeskTime, default);
        await BeatAsync(start);

        Assert.Equal(TradingState.Active, (await _rig.Desk.FindAsync(default))!.State);
    }

    [Fact]
    public async Task Intent_BeforeTheFirstHeartbeat_HoldsTheDeskBeforeItsCycleStarts()
    {
        await _rig.Books.OpenAsync(Some.DeskTime, default);
        TradingState? whenStarted = null;
        Mock<DurableTaskClient> client = new("test");
        client.Setup(one => one.ScheduleNewOrchestrationInstanceAsync(
                It.IsAny<TaskName>(), It.IsAny<object?>(), It.IsAny<StartOrchestrationOptions?>(),
                It.IsAny<CancellationToken>()))
            .Callback(() => whenStarted = _rig.Desk.FindAsync(default).Result!.State)
            .ReturnsAsync("started");

        await new OnOrderIntentQueued(new IntentReader(_rig.Catalog), _rig.StartHold, _rig.Clock).RunAsync(
            """
            { "intentId": "mine", "strategy": "outside", "market": "us-equities", "symbol": "AAPL",
              "side": "buy", "quantity": 10, "decidedAt": "2018-01-03T15:00:00Z" }
            """,
            client.Object, default);

        Assert.Equal(TradingState.Reducing, whenStarted);
    }

    private Task BeatAsync(StartHold start)
    {
        DeskWatch watch = new(
            new(_rig.Rows), new(_rig.Rows), _rig.Desk, _rig.Books, _rig.Guard, _rig.Alerts, DeskRig.Brokers,
            _rig.Options, _rig.Watched);
        return new OnHeartbeat(start, watch, _rig.Clock, NullLogger<OnHeartbeat>.Instance)
            .RunAsync(new(), default);
    }
}
