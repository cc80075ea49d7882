using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Engine.Tables;

namespace TradingBase.LocalHost.Tests.Engine;

public sealed class ContinueAsNewItemsInMemory() : ContinueAsNewItems(replayAlways: false);

public sealed class ContinueAsNewItemsReplayAlways() : ContinueAsNewItems(replayAlways: true);

public abstract class ContinueAsNewItems(bool replayAlways) : EngineContract(replayAlways)
{
    [Fact]
    public async Task Item46_TenGenerations_KeepTheIdAndCutTheHistory()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        string id = await rig.Client.ScheduleNewOrchestrationInstanceAsync("CountsToTen", 0);

        OrchestrationMetadata end = await rig.EndAsync(id);

        Assert.Equal(10, end.ReadOutputAs<int>());
        Assert.Equal(id, end.InstanceId);
        long key = rig.Store.Read(connection => InstanceStore.Find(connection, id)!.Value.Key);
        StoredHistory history = rig.Store.Read(connection => InstanceStore.ReadHistory(connection, key));
        Assert.InRange(history.Events.Length, 1, 150);
    }

    [Fact]
    public async Task Item7_GenerationsAtOneMoment_MakeDifferentIds()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));

        OrchestrationMetadata end = await rig.RunAsync("MakesIds", Array.Empty<Guid>());

        Assert.Equal(4, end.ReadOutputAs<Guid[]>()!.Distinct().Count());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Item47_EventsOverGenerations_NoneIsLostAndNoneComesTwice(bool timers)
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        string id = await rig.Client.ScheduleNewOrchestrationInstanceAsync(
            timers ? "CollectsWithTimers" : "Collects", Array.Empty<int>());

        // Raised without waiting for each other, so that they fall before, into and after each generation's
        // end.
        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => rig.Client.RaiseEventAsync(id, "Number", i)));

        int[] seen = (await rig.EndAsync(id)).ReadOutputAs<int[]>()!;
        Assert.Equal(Enumerable.Range(0, 10), seen.Order());
    }

    [Fact]
    public async Task Item47_WithoutPreservation_UnprocessedEventsAreDropped()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        string id = await rig.Client.ScheduleNewOrchestrationInstanceAsync("Drops", 0);
        await rig.SettleAsync();
        await rig.Client.RaiseEventAsync(id, "Unwanted", 1);
        await rig.Client.RaiseEventAsync(id, "Renew");
        await rig.SettleAsync();

        await rig.Client.RaiseEventAsync(id, "Unwanted", 2);

        Assert.Equal(2, (await rig.EndAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Item49_ManyInstancesWithManyGenerations_NoneGetsStuck()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));

        OrchestrationMetadata[] ends = await Task.WhenAll(
            Enumerable.Range(0, 30).Select(_ => rig.RunAsync("CountsToTen", 0)));

        Assert.All(ends, end => Assert.Equal(10, end.ReadOutputAs<int>()));
    }

    private static class Functions
    {
        [Function("MakesIds")]
        public static Guid[] MakesIds([OrchestrationTrigger] TaskOrchestrationContext context, Guid[] made)
        {
            Guid[] all = [.. made, context.NewGuid()];
            if (all.Length < 4)
            {
                context.ContinueAsNew(all);
            }

            return all;
        }

        [Function("Same")]
        public static int Same([ActivityTrigger] int value) => value;

        [Function("CountsToTen")]
        public static async Task<int> CountsToTen(
            [OrchestrationTrigger] TaskOrchestrationContext context, int count)
        {
            int value = await context.CallActivityAsync<int>("Same", count);
            if (value < 10)
            {
                context.ContinueAsNew(value + 1);
            }

            return value;
        }

        [Function("Collects")]
        public static Task<int[]> Collects(
            [OrchestrationTrigger] TaskOrchestrationContext context, int[] seen) =>
            CollectAsync(context, seen, timers: false);

        [Function("CollectsWithTimers")]
        public static Task<int[]> CollectsWithTimers(
            [OrchestrationTrigger] TaskOrchestrationContext context, int[] seen) =>
            CollectAsync(context, seen, timers: true);

        [Function("Drops")]
        public static async Task<int> Drops(
            [OrchestrationTrigger] TaskOrchestrationContext context, int generation)
        {
            if (generation == 1)
            {
                return await context.WaitForExternalEvent<int>("Unwanted");
            }

            await context.WaitForExternalEvent<object>("Renew");
            context.ContinueAsNew(1, preserveUnprocessedEvents: false);
            return 0;
        }

        private static async Task<int[]> CollectAsync(
            TaskOrchestrationContext context, int[] seen, bool timers)
        {
            // Another waiter of the same name is left over at each generation's end.
            Task<int> next = context.WaitForExternalEvent<int>("Number");
            int[] all = [.. seen, await next];
            if (timers)
            {
                await context.CreateTimer(TimeSpan.Zero, CancellationToken.None);
            }

            if (all.Length < 10)
            {
                context.ContinueAsNew(all);
            }

            return all;
        }
    }
}
