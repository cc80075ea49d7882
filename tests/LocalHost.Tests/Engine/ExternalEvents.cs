using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Engine;

namespace TradingBase.LocalHost.Tests.Engine;

public sealed class ExternalEventsInMemory() : ExternalEvents(replayAlways: false);

public sealed class ExternalEventsReplayAlways() : ExternalEvents(replayAlways: true);

public abstract class ExternalEvents(bool replayAlways) : EngineContract(replayAlways)
{
    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public async Task Item20_ExternalEvents_EachNameGetsItsPayload(int count)
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        string id = await rig.Client.ScheduleNewOrchestrationInstanceAsync("Collect", count);
        await rig.Client.WaitForInstanceStartAsync(id);

        for (int i = 0; i < count; i++)
        {
            await rig.Client.RaiseEventAsync(id, $"Event{i}", i);
        }

        Assert.Equal(Enumerable.Range(0, count), (await rig.EndAsync(id)).ReadOutputAs<int[]>()!);
    }

    [Fact]
    public async Task Item21_EventsBeforeTheWaiter_AreKeptAndComeOutInTheirOrder()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        string id = await rig.Client.ScheduleNewOrchestrationInstanceAsync("LateWaiter");
        await rig.SettleAsync();
        await rig.Client.RaiseEventAsync(id, "Number", 1);
        await rig.Client.RaiseEventAsync(id, "Number", 2);
        await rig.Client.RaiseEventAsync(id, "Number", 3);

        await rig.AdvanceAsync(TimeSpan.FromMinutes(1));

        int[] seen = (await rig.EndAsync(id)).ReadOutputAs<int[]>()!;
        Assert.Equal([1, 2, 3], seen);
    }

    [Fact]
    public async Task Item22_SeveralWaitersOnOneName_TheNewestIsServedFirst()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        string id = await rig.Client.ScheduleNewOrchestrationInstanceAsync("ThreeWaiters");
        await rig.SettleAsync();

        foreach (string value in (string[])["first", "second", "third"])
        {
            await rig.Client.RaiseEventAsync(id, "Word", value);
        }

        string[] seen = (await rig.EndAsync(id)).ReadOutputAs<string[]>()!;
        Assert.Equal(["third", "second", "first"], seen);
    }

    [Fact]
    public async Task Item23_CancelledWaiter_SwallowsNothing()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        string id = await rig.Client.ScheduleNewOrchestrationInstanceAsync("CancelledWaiter");
        await rig.SettleAsync();

        await rig.Client.RaiseEventAsync(id, "Word", "kept");

        Assert.Equal("kept", (await rig.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Item24_Names_MatchWithoutRegardToCase()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        string id = await rig.Client.ScheduleNewOrchestrationInstanceAsync("Collect", 1);

        await rig.Client.RaiseEventAsync(id, "eVENT0", 7);

        int[] seen = (await rig.EndAsync(id)).ReadOutputAs<int[]>()!;
        Assert.Equal([7], seen);
    }

    [Fact]
    public async Task Item24_TwoWaitersWithDifferentTypes_AreRefused()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));

        OrchestrationMetadata end = await rig.RunAsync("TwoTypes");

        Assert.Equal(typeof(ArgumentException).FullName, end.FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task Item25_WaitWithTimeout_EventWinsAndTheWeekLongTimerHoldsNothingUp()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        string id = await rig.Client.ScheduleNewOrchestrationInstanceAsync("WaitAWeek");
        await rig.SettleAsync();

        await rig.Client.RaiseEventAsync(id, "Word", "in time");

        Assert.Equal("in time", (await rig.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Item25_WaitWithTimeout_TimerWins()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        string id = await rig.Client.ScheduleNewOrchestrationInstanceAsync("WaitAWeek");

        await rig.AdvanceAsync(TimeSpan.FromDays(7));

        Assert.Equal(nameof(TaskCanceledException), (await rig.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Item25_WaitWithTimeoutAndToken_TheTokenWins()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));

        OrchestrationMetadata end = await rig.RunAsync("WaitWithToken");

        Assert.Equal(nameof(TaskCanceledException), end.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Item26_EventsBetweenActivities_AreNotDropped()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        string id = await rig.Client.ScheduleNewOrchestrationInstanceAsync("Interleaved", 50);

        for (int i = 0; i < 50; i++)
        {
            await rig.Client.RaiseEventAsync(id, i % 2 == 0 ? "Even" : "Odd", i);
        }

        Assert.Equal(Enumerable.Range(0, 50), (await rig.EndAsync(id)).ReadOutputAs<int[]>()!);
    }

    [Fact]
    public async Task Item26_AChild_IsAddressedByItsId()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        string id = await rig.Client.ScheduleNewOrchestrationInstanceAsync("ParentOfCollector");
        await rig.SettleAsync();

        await rig.Client.RaiseEventAsync("the-child", "Event0", 5);

        int[] seen = (await rig.EndAsync(id)).ReadOutputAs<int[]>()!;
        Assert.Equal([5], seen);
    }

    [Fact]
    public async Task Item27_Raise_ToNobodyOrToTheEnded_IsRefused()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        OrchestrationMetadata end = await rig.RunAsync("TwoTypes");

        await Assert.ThrowsAsync<InstanceNotFoundException>(() =>
            rig.Client.RaiseEventAsync("nobody", "Word"));
        InstanceStateException refusal = await Assert.ThrowsAsync<InstanceStateException>(
            () => rig.Client.RaiseEventAsync(end.InstanceId, "Word"));

        Assert.Contains("is Failed", refusal.Message, StringComparison.Ordinal);
    }

    private static class Functions
    {
        [Function("Collect")]
        public static async Task<int[]> Collect(
            [OrchestrationTrigger] TaskOrchestrationContext context, int count)
        {
            List<int> values = [];
            for (int i = 0; i < count; i++)
            {
                values.Add(await context.WaitForExternalEvent<int>($"Event{i}"));
            }

            return [.. values];
        }

        [Function("LateWaiter")]
        public static async Task<int[]> LateWaiter([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
            return
            [
                await context.WaitForExternalEvent<int>("number"),
                await context.WaitForExternalEvent<int>("number"),
                await context.WaitForExternalEvent<int>("number"),
            ];
        }

        [Function("ThreeWaiters")]
        public static Task<string[]> ThreeWaiters([OrchestrationTrigger] TaskOrchestrationContext context) =>
            Task.WhenAll(Enumerable.Range(0, 3).Select(_ => context.WaitForExternalEvent<string>("Word")));

        [Function("CancelledWaiter")]
        public static async Task<string> CancelledWaiter(
            [OrchestrationTrigger] TaskOrchestrationContext context)
        {
            using var stop = new CancellationTokenSource();
            Task<string> patient = context.WaitForExternalEvent<string>("Word");
            Task<string> cancelled = context.WaitForExternalEvent<string>("Word", stop.Token);
            stop.Cancel();
            Assert.True(cancelled.IsCanceled);
            return await patient;
        }

        [Function("TwoTypes")]
        public static Task TwoTypes([OrchestrationTrigger] TaskOrchestrationContext context) => Task.WhenAll(
            context.WaitForExternalEvent<int>("Word"), context.WaitForExternalEvent<string>("Word"));

        [Function("WaitAWeek")]
        public static async Task<string> WaitAWeek([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            try
            {
                return await context.WaitForExternalEvent<string>("Word", TimeSpan.FromDays(7));
            }
            catch (TaskCanceledException late)
            {
                return late.GetType().Name;
            }
        }

        [Function("WaitWithToken")]
        public static async Task<string> WaitWithToken(
            [OrchestrationTrigger] TaskOrchestrationContext context)
        {
            using var stop = new CancellationTokenSource();
            Task<string> wait = context.WaitForExternalEvent<string>(
                "Word", TimeSpan.FromDays(7), stop.Token);
            await context.CreateTimer(TimeSpan.Zero, CancellationToken.None);
            stop.Cancel();
            try
            {
                return await wait;
            }
            catch (TaskCanceledException cancelled)
            {
                return cancelled.GetType().Name;
            }
        }

        [Function("Same")]
        public static int Same([ActivityTrigger] int value) => value;

        [Function("Interleaved")]
        public static async Task<int[]> Interleaved(
            [OrchestrationTrigger] TaskOrchestrationContext context, int count)
        {
            List<int> values = [];
            for (int i = 0; i < count; i++)
            {
                int value = await context.WaitForExternalEvent<int>(i % 2 == 0 ? "Even" : "Odd");
                values.Add(await context.CallActivityAsync<int>("Same", value));
            }

            return [.. values];
        }

        [Function("ParentOfCollector")]
        public static Task<int[]> ParentOfCollector(
            [OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallSubOrchestratorAsync<int[]>(
                "Collect", 1, new SubOrchestrationOptions(instanceId: "the-child"));
    }
}
