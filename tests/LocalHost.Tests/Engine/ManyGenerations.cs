using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace TradingBase.LocalHost.Tests.Engine;

public sealed class ManyGenerationsInMemory() : ManyGenerations(replayAlways: false);

public sealed class ManyGenerationsReplayAlways() : ManyGenerations(replayAlways: true);

/// <summary>Instances that continue as new again and again, side by side: none gets stuck.</summary>
public abstract class ManyGenerations(bool replayAlways) : EngineContract(replayAlways)
{
    [Fact]
    public async Task Item49_OneInstance_OfManyGenerations()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));

        Assert.Equal(200, (await rig.RunAsync("Counts", new Count(0, 200))).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Item49_Concurrent_EachWithSeveralGenerations()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));

        OrchestrationMetadata[] ends = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => rig.RunAsync("Counts", new Count(0, 5))));

        Assert.All(ends, end => Assert.Equal(5, end.ReadOutputAs<int>()));
    }

    [Fact]
    public async Task Item49_RapidFire_StartedOneAfterTheOtherWithoutWaiting()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        List<string> ids = [];
        for (int i = 0; i < 40; i++)
        {
            ids.Add(await rig.Client.ScheduleNewOrchestrationInstanceAsync("Counts", new Count(0, 3)));
        }

        OrchestrationMetadata[] ends = await Task.WhenAll(ids.Select(rig.EndAsync));
        Assert.All(ends, end => Assert.Equal(3, end.ReadOutputAs<int>()));
    }

    [Fact]
    public async Task Item49_Staggered_WithTimersInEveryGeneration()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        List<string> ids = [];
        for (int i = 0; i < 10; i++)
        {
            ids.Add(await rig.Client.ScheduleNewOrchestrationInstanceAsync("CountsSlowly", new Count(0, 4)));
            await rig.AdvanceAsync(TimeSpan.FromMilliseconds(300));
        }

        await rig.AdvanceAsync(TimeSpan.FromSeconds(1));
        await rig.AdvanceAsync(TimeSpan.FromSeconds(1));
        await rig.AdvanceAsync(TimeSpan.FromSeconds(1));
        await rig.AdvanceAsync(TimeSpan.FromSeconds(1));

        OrchestrationMetadata[] ends = await Task.WhenAll(ids.Select(rig.EndAsync));
        Assert.All(ends, end => Assert.Equal(4, end.ReadOutputAs<int>()));
    }

    [Fact]
    public async Task Item49_SeveralActivitiesInEachGeneration()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));

        OrchestrationMetadata[] ends = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(_ => rig.RunAsync("CountsByFives", new Count(0, 50))));

        Assert.All(ends, end => Assert.Equal(50, end.ReadOutputAs<int>()));
    }

    [Fact]
    public async Task Item49_RepeatedRounds_UnderTheSameIds()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        for (int round = 0; round < 5; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
            {
                await rig.Client.ScheduleNewOrchestrationInstanceAsync(
                    "Counts", new Count(0, 4), new StartOrchestrationOptions($"round-{i}"));
                Assert.Equal(4, (await rig.EndAsync($"round-{i}")).ReadOutputAs<int>());
            }));
        }
    }

    [Fact]
    public async Task Item49_TimersAndEventsLeftOver_DoNotReachTheNextGeneration()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        await rig.Client.ScheduleNewOrchestrationInstanceAsync(
            "WaitsForSignals", 5, new StartOrchestrationOptions("a"));
        for (int i = 5; i > 0; i--)
        {
            await rig.SettleAsync();
            await rig.Client.RaiseEventAsync("a", $"signal{i}", i);
        }

        Assert.Equal("ok", (await rig.EndAsync("a")).ReadOutputAs<string>());
        await rig.AdvanceAsync(TimeSpan.FromDays(2));
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await rig.GetAsync("a")).RuntimeStatus);
    }

    [Fact]
    public async Task Item49_GenerationAtOnce_ThenATimer()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        string id = await rig.Client.ScheduleNewOrchestrationInstanceAsync("RenewsThenSleeps", 0);

        await rig.AdvanceAsync(TimeSpan.FromSeconds(1));

        Assert.Equal("ok", (await rig.EndAsync(id)).ReadOutputAs<string>());
    }

    public sealed record Count(int Now, int Last);

    private static class Functions
    {
        [Function("PlusOne")]
        public static int PlusOne([ActivityTrigger] int value) => value + 1;

        [Function("Counts")]
        public static async Task<int> Counts(
            [OrchestrationTrigger] TaskOrchestrationContext context, Count count)
        {
            int next = await context.CallActivityAsync<int>("PlusOne", count.Now);
            if (next < count.Last)
            {
                context.ContinueAsNew(count with { Now = next });
            }

            return next;
        }

        [Function("CountsSlowly")]
        public static async Task<int> CountsSlowly(
            [OrchestrationTrigger] TaskOrchestrationContext context, Count count)
        {
            await context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
            return await Counts(context, count);
        }

        [Function("CountsByFives")]
        public static async Task<int> CountsByFives(
            [OrchestrationTrigger] TaskOrchestrationContext context, Count count)
        {
            int[] next = await Task.WhenAll(Enumerable.Range(count.Now, 5)
                .Select(value => context.CallActivityAsync<int>("PlusOne", value)));
            if (next[^1] < count.Last)
            {
                context.ContinueAsNew(count with { Now = next[^1] });
            }

            return next[^1];
        }

        [Function("WaitsForSignals")]
        public static async Task<string> WaitsForSignals(
            [OrchestrationTrigger] TaskOrchestrationContext context, int left)
        {
            if (left == 0)
            {
                return "ok";
            }

            using var stop = new CancellationTokenSource();
            Task day = context.CreateTimer(TimeSpan.FromDays(1), stop.Token);
            Task<int> signal = context.WaitForExternalEvent<int>($"signal{left}");
            if (await Task.WhenAny(day, signal) == day)
            {
                return "a timer of a former generation";
            }

            stop.Cancel();
            context.ContinueAsNew(left - 1);
            return "";
        }

        [Function("RenewsThenSleeps")]
        public static async Task<string> RenewsThenSleeps(
            [OrchestrationTrigger] TaskOrchestrationContext context, int generation)
        {
            if (generation == 0)
            {
                context.ContinueAsNew(1);
                return "continue as new";
            }

            await context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
            return "ok";
        }
    }
}
