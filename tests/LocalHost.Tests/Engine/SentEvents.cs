using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace TradingBase.LocalHost.Tests.Engine;

public sealed class SentEventsInMemory() : SentEvents(replayAlways: false);

public sealed class SentEventsReplayAlways() : SentEvents(replayAlways: true);

public abstract class SentEvents(bool replayAlways) : EngineContract(replayAlways)
{
    [Fact]
    public async Task Item28_SendEvent_ReachesTheOtherInstance()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        StartOrchestrationOptions named = new("receiver");
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Collect", 1, named);

        await rig.RunAsync("SendTo", "receiver");

        int[] seen = (await rig.EndAsync("receiver")).ReadOutputAs<int[]>()!;
        Assert.Equal([9], seen);
    }

    [Fact]
    public async Task Item28_SendEvent_ToAnEntity_IsRefused()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));

        OrchestrationMetadata end = await rig.RunAsync("SendTo", "@counter@one");

        Assert.Equal(typeof(ArgumentException).FullName, end.FailureDetails!.ErrorType);
        await Assert.ThrowsAsync<ArgumentException>(() =>
            rig.Client.RaiseEventAsync("@counter@one", "add"));
    }

    [Fact]
    public async Task Item28_EventWithoutAName_IsRefusedAndHarmsNobody()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        await rig.Client.ScheduleNewOrchestrationInstanceAsync(
            "Collect", 1, new StartOrchestrationOptions("receiver"));

        OrchestrationMetadata sender = await rig.RunAsync("SendNameless", "receiver");
        await Assert.ThrowsAnyAsync<ArgumentException>(() => rig.Client.RaiseEventAsync("receiver", null!, 9));
        await rig.Client.RaiseEventAsync("receiver", "Event0", 9);

        Assert.Equal(typeof(ArgumentNullException).FullName, sender.FailureDetails!.ErrorType);
        int[] seen = (await rig.EndAsync("receiver")).ReadOutputAs<int[]>()!;
        Assert.Equal([9], seen);
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

        [Function("SendNameless")]
        public static void SendNameless(
            [OrchestrationTrigger] TaskOrchestrationContext context, string target) =>
            context.SendEvent(target, null!, 9);

        [Function("SendTo")]
        public static void SendTo([OrchestrationTrigger] TaskOrchestrationContext context, string target) =>
            context.SendEvent(target, "Event0", 9);
    }
}
