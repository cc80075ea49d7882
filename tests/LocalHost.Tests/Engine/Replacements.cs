using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using TradingBase.LocalHost.Engine;

namespace TradingBase.LocalHost.Tests.Engine;

public sealed class ReplacementsInMemory() : Replacements(replayAlways: false);

public sealed class ReplacementsReplayAlways() : Replacements(replayAlways: true);

/// <summary>An instance that is replaced leaves nothing behind in memory.</summary>
public abstract class Replacements(bool replayAlways) : EngineContract(replayAlways)
{
    [Fact]
    public async Task Replaced_WhileItsStepWaits_GivesItsPlaceInMemoryBack()
    {
        await using EngineRig rig = await EngineRig.StartAsync(
            Options with { MaxOrchestrations = 1 },
            [typeof(Functions)],
            configure: services => services.AddSingleton<Latch>());
        Latch latch = rig.Get<Latch>();
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Waits", new StartOrchestrationOptions("a"));
        await rig.SettleAsync();
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Blocks");
        await latch.Begun.Task;

        // The only worker is blocked, so that the step stands in the queue while the instance is replaced.
        Task raised = rig.Client.RaiseEventAsync("a", "Go");
        await rig.Client.ScheduleNewOrchestrationInstanceAsync(
            "Waits", new StartOrchestrationOptions("a") { DedupeStatuses = [] });
        await Assert.ThrowsAsync<InstanceStateException>(() => raised);
        latch.MayEnd.SetResult();
        await rig.SettleAsync();

        Assert.Equal(1, rig.Engine.Core.Table.Count);
        Assert.Equal(1, rig.Engine.Core.Cache.Count);
    }

    private sealed class Latch
    {
        internal TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal TaskCompletionSource MayEnd { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private static class Functions
    {
        [Function("Waits")]
        public static Task<object> Waits([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.WaitForExternalEvent<object>("Go");

        [Function("Blocks")]
        public static void Blocks(
            [OrchestrationTrigger] TaskOrchestrationContext context, FunctionContext function)
        {
            Latch latch = function.InstanceServices.GetRequiredService<Latch>();
            latch.Begun.TrySetResult();
            latch.MayEnd.Task.Wait(TimeSpan.FromSeconds(20));
        }
    }
}
