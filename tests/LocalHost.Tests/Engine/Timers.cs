using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Engine;

namespace TradingBase.LocalHost.Tests.Engine;

public sealed class TimersInMemory() : Timers(replayAlways: false);

public sealed class TimersReplayAlways() : Timers(replayAlways: true);

public abstract class Timers(bool replayAlways) : EngineContract(replayAlways)
{
    [Fact]
    public async Task Item15_SingleTimer_FiresAtItsTimeAndNotBefore()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        string id = await rig.Client.ScheduleNewOrchestrationInstanceAsync("Sleep", TimeSpan.FromSeconds(3));

        await rig.AdvanceAsync(TimeSpan.FromSeconds(2.999));
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await rig.GetAsync(id)).RuntimeStatus);

        await rig.AdvanceAsync(TimeSpan.FromSeconds(0.001));
        OrchestrationMetadata end = await rig.EndAsync(id);
        Assert.Equal(TimeSpan.FromSeconds(3), end.LastUpdatedAt - end.CreatedAt);
    }

    [Fact]
    public async Task Item16_LongTimer_IsMadeOfSeveralWhenAnIntervalIsSet()
    {
        EngineOptions options = Options with { MaximumTimerInterval = TimeSpan.FromSeconds(3) };
        await using EngineRig rig = await EngineRig.StartAsync(options, [typeof(Functions)]);
        string id = await rig.Client.ScheduleNewOrchestrationInstanceAsync("Sleep", TimeSpan.FromSeconds(7));

        foreach (int seconds in (int[])[3, 3, 1])
        {
            await rig.SettleAsync();
            Assert.Equal(OrchestrationRuntimeStatus.Running, (await rig.GetAsync(id)).RuntimeStatus);
            await rig.AdvanceAsync(TimeSpan.FromSeconds(seconds));
        }

        await rig.EndAsync(id);
        Assert.Equal(4, rig.Engine.Counters.Steps);
    }

    [Fact]
    public async Task Item16_TimerOfTenYears_Fires()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        string id = await rig.Client.ScheduleNewOrchestrationInstanceAsync("Sleep", TimeSpan.FromDays(3_650));

        await rig.AdvanceAsync(TimeSpan.FromDays(3_649));
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await rig.GetAsync(id)).RuntimeStatus);

        await rig.AdvanceAsync(TimeSpan.FromDays(1));
        await rig.EndAsync(id);
    }

    [Fact]
    public async Task Item17_CancelledTimer_FaultsItsTaskAndHoldsNothingUp()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));

        OrchestrationMetadata end = await rig.RunAsync("CancelTimer");

        Assert.Equal(nameof(TaskCanceledException), end.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Item18_ManyTimersOfOneMoment_AllFire()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        string[] ids = await Task.WhenAll(Enumerable.Range(0, 10).Select(
            _ => rig.Client.ScheduleNewOrchestrationInstanceAsync("Sleep", TimeSpan.FromSeconds(5))));
        string parent = await rig.Client.ScheduleNewOrchestrationInstanceAsync("SleepingChildren");

        await rig.AdvanceAsync(TimeSpan.FromSeconds(5));

        await Task.WhenAll(ids.Append(parent).Select(rig.EndAsync));
    }

    [Fact]
    public async Task Item19_LocalTime_IsConverted()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        string id = await rig.Client.ScheduleNewOrchestrationInstanceAsync("LocalTime");

        await rig.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(rig.Clock.GetUtcNow().UtcDateTime, (await rig.EndAsync(id)).ReadOutputAs<DateTime>());
    }

    [Fact]
    public async Task Item82_TimersDueWhileDown_FireAtStartInTheirOrderAndOnce()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions), typeof(Teller));
        foreach (int seconds in (int[])[30, 10, 20])
        {
            await rig.Client.ScheduleNewOrchestrationInstanceAsync("SleepAndTell", seconds);
        }

        await rig.SettleAsync();
        rig.Store.Abandon();
        rig.Clock.Advance(TimeSpan.FromHours(1));
        await rig.CrashAndRestartAsync(options: Options with { MaxOrchestrations = 1, MaxActivities = 1 });
        await rig.SettleAsync();

        Assert.Equal(["10", "20", "30"], rig.Seen.Lines);
    }

    private static class Functions
    {
        [Function("Sleep")]
        public static Task Sleep([OrchestrationTrigger] TaskOrchestrationContext context, TimeSpan delay) =>
            context.CreateTimer(delay, CancellationToken.None);

        [Function("CancelTimer")]
        public static async Task<string> CancelTimer([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            using var stop = new CancellationTokenSource();
            Task week = context.CreateTimer(TimeSpan.FromDays(7), stop.Token);
            await context.CreateTimer(TimeSpan.Zero, CancellationToken.None);
            stop.Cancel();
            try
            {
                await week;
                return "fired";
            }
            catch (TaskCanceledException cancelled)
            {
                return cancelled.GetType().Name;
            }
        }

        [Function("SleepingChildren")]
        public static Task SleepingChildren([OrchestrationTrigger] TaskOrchestrationContext context) =>
            Task.WhenAll(Enumerable.Range(0, 5).Select(
                _ => context.CallSubOrchestratorAsync("Sleep", TimeSpan.FromSeconds(5))));

        [Function("LocalTime")]
        public static async Task<DateTime> LocalTime([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            DateTime local = context.CurrentUtcDateTime.AddMinutes(1).ToLocalTime();
            await context.CreateTimer(local, CancellationToken.None);
            return context.CurrentUtcDateTime;
        }

        [Function("SleepAndTell")]
        public static async Task SleepAndTell(
            [OrchestrationTrigger] TaskOrchestrationContext context, int seconds)
        {
            await context.CreateTimer(TimeSpan.FromSeconds(seconds), CancellationToken.None);
            await context.CallActivityAsync("Tell", $"{seconds}");
        }
    }
}

/// <summary>Tells the test what it was told.</summary>
internal sealed class Teller(Recorder seen)
{
    [Function("Tell")]
    public void Run([ActivityTrigger] string line) => seen.Add(line);
}
