using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Engine;
using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Tables;
using Status = Microsoft.DurableTask.Client.OrchestrationRuntimeStatus;

namespace TradingBase.LocalHost.Tests.Engine;

public sealed class PayloadLimitsInMemory() : PayloadLimits(replayAlways: false);

public sealed class PayloadLimitsReplayAlways() : PayloadLimits(replayAlways: true);

public abstract class PayloadLimits(bool replayAlways) : EngineContract(replayAlways)
{
    private const int Limit = 4_000;

    [Theory]
    [InlineData("Returns")]
    [InlineData("Asks")]
    [InlineData("CallsWith")]
    public async Task Item40_OverTheLimit_FailsWithBothNumbers(string name)
    {
        await using EngineRig rig = await LimitedAsync();

        OrchestrationMetadata within = await rig.RunAsync(name, Limit - 2);
        OrchestrationMetadata beyond = await rig.RunAsync(name, Limit - 1);

        Assert.Equal(Status.Completed, within.RuntimeStatus);
        Assert.Equal(Status.Failed, beyond.RuntimeStatus);
        string told = beyond.FailureDetails!.ErrorMessage + beyond.FailureDetails.InnerFailure?.ErrorMessage;
        Assert.Contains("4001 bytes", told);
        Assert.Contains("4000 bytes", told);
    }

    [Fact]
    public async Task Item40_AClientsCallOverTheLimit_IsRefusedAndChangesNothing()
    {
        await using EngineRig rig = await LimitedAsync();
        string text = new('x', Limit - 1);
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Waits", new StartOrchestrationOptions("a"));

        PayloadTooLargeException refusal = await Assert.ThrowsAsync<PayloadTooLargeException>(
            () => rig.Client.ScheduleNewOrchestrationInstanceAsync(
                "Waits", text, new StartOrchestrationOptions("b")));
        await Assert.ThrowsAsync<PayloadTooLargeException>(
            () => rig.Client.RaiseEventAsync("a", "First", text));
        await Assert.ThrowsAsync<PayloadTooLargeException>(
            () => rig.Client.TerminateInstanceAsync("a", (object)text));

        Assert.Equal((Limit + 1, Limit), (refusal.Bytes, refusal.Limit));
        Assert.Null(await rig.Client.GetInstanceAsync("b"));
        await rig.Client.RaiseEventAsync("a", "First", "1");
        await rig.Client.RaiseEventAsync("a", "Later", "2");
        Assert.Equal("12", (await rig.EndAsync("a")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Item40_AFailureOverTheLimit_KeepsItsTypeAndEnds()
    {
        await using EngineRig rig = await LimitedAsync();

        OrchestrationMetadata end = await rig.RunAsync("Throws", 5_000);

        Assert.Equal(Status.Failed, end.RuntimeStatus);
        Assert.Contains("left out", end.FailureDetails!.ErrorMessage);
    }

    [Fact]
    public async Task Item40_WithoutALimit_LongPayloadsPass()
    {
        await using EngineRig rig = await EngineRig.StartAsync(
            Options with { MaxPayloadBytes = null }, [typeof(LargeFunctions)]);

        Assert.Equal(5_000_000, (await rig.RunAsync("Asks", 5_000_000)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Item14_TwentyThousandActions_AreOneStep()
    {
        await using EngineRig rig = await StartAsync(typeof(LargeFunctions));
        await rig.Client.ScheduleNewOrchestrationInstanceAsync(
            "ManyTimers", 20_000, new StartOrchestrationOptions("a"));
        await rig.SettleAsync();

        Assert.Equal(1, rig.Engine.Counters.Steps);
        Assert.Equal(20_000, Actions(rig, "a"));
        await rig.CrashAndRestartAsync();
        Assert.Equal(20_000, rig.Engine.Timers);
        Assert.Equal(0, rig.Engine.Counters.RepeatedActivities);
    }

    [Fact]
    public async Task Item14_TwentyThousandActivities_AllAnswer()
    {
        // Each step of the replaying mode would repeat all the others' events; a contract's test need not.
        await using EngineRig rig = await EngineRig.StartAsync(new(), [typeof(LargeFunctions)]);

        Assert.Equal(199_990_000, (await rig.RunAsync("Many", 20_000)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Item14_VeryLargeActions_AreOneStep()
    {
        await using EngineRig rig = await StartAsync(typeof(LargeFunctions));

        OrchestrationMetadata end = await rig.RunAsync("ManyLarge", 30);

        Assert.Equal(30, end.ReadOutputAs<int>());
        Assert.Equal(30, LargeFunctions.Payloads(rig));
        Assert.Equal(30, Actions(rig, end.InstanceId));
    }

    [Fact]
    public async Task Item14_AStepOverTheLimit_FailsTheInstanceAndNotTheOthers()
    {
        await using EngineRig rig = await EngineRig.StartAsync(
            Options with { MaxStepBytes = 10_000 }, [typeof(LargeFunctions)]);
        await rig.Client.ScheduleNewOrchestrationInstanceAsync(
            "Many", 2_000, new StartOrchestrationOptions("a"));
        await rig.SettleUntilAsync(() => rig.Clock.Advance(TimeSpan.FromSeconds(1)), "a");

        OrchestrationMetadata beyond = await rig.GetAsync("a");
        Assert.Equal(Status.Failed, beyond.RuntimeStatus);
        Assert.Equal(typeof(StepTooLargeException).FullName, beyond.FailureDetails!.ErrorType);
        Assert.Equal(45, (await rig.RunAsync("Many", 10)).ReadOutputAs<int>());
    }

    private static int Actions(EngineRig rig, string id)
    {
        byte[] events = rig.Store.Read(connection => InstanceStore.ReadHistory(
            connection, InstanceStore.Find(connection, id)!.Value.Key).Events);
        HistoryReader reader = new(events);
        int actions = 0;
        for (int steps = 0; reader.Next() is { } item && steps < 2;)
        {
            steps += item.Kind is EventKind.StepStarted ? 1 : 0;
            actions += item.IsAction ? 1 : 0;
        }

        return actions;
    }

    private Task<EngineRig> LimitedAsync() => EngineRig.StartAsync(
        Options with { MaxPayloadBytes = Limit }, [typeof(LargeFunctions)]);
}
