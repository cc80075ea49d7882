using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace TradingBase.LocalHost.Tests.Engine;

public sealed class ClockStepsInMemory() : ClockSteps(replayAlways: false);

public sealed class ClockStepsReplayAlways() : ClockSteps(replayAlways: true);

public abstract class ClockSteps(bool replayAlways) : EngineContract(replayAlways)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Item84_ClockThatIsSetBack_NeverTurnsAnInstancesTimeBack(bool crash)
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        DateTime begin = rig.Clock.GetUtcNow().UtcDateTime;
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Times", new StartOrchestrationOptions("a"));
        await rig.AdvanceAsync(TimeSpan.FromMinutes(1));
        await rig.Client.RaiseEventAsync("a", "Go");
        await rig.SettleAsync();

        rig.Clock.SetBack(TimeSpan.FromHours(3));
        if (crash)
        {
            await rig.CrashAndRestartAsync();
        }

        await rig.Client.RaiseEventAsync("a", "Go");
        await rig.SettleAsync();

        // The timer is due one minute after the instance's own time, not after the clock's.
        await rig.AdvanceAsync(TimeSpan.FromHours(3));
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await rig.GetAsync("a")).RuntimeStatus);
        await rig.AdvanceAsync(TimeSpan.FromMinutes(1));

        DateTime[] seen = (await rig.EndAsync("a")).ReadOutputAs<DateTime[]>()!;
        Assert.Equal(
            [begin, begin.AddMinutes(1), begin.AddMinutes(1), begin.AddMinutes(2)], seen);
    }

    private static class Functions
    {
        [Function("Times")]
        public static async Task<DateTime[]> Times([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            List<DateTime> seen = [context.CurrentUtcDateTime];
            await context.WaitForExternalEvent<object>("Go");
            seen.Add(context.CurrentUtcDateTime);
            await context.WaitForExternalEvent<object>("Go");
            seen.Add(context.CurrentUtcDateTime);
            await context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
            seen.Add(context.CurrentUtcDateTime);
            return [.. seen];
        }
    }
}
