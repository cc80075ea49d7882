using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace TradingBase.LocalHost.Tests.Engine;

public sealed class RewindsBesideWorkInMemory() : RewindsBesideWork(replayAlways: false);

public sealed class RewindsBesideWorkReplayAlways() : RewindsBesideWork(replayAlways: true);

/// <summary>Rewinding an instance some of whose activities are still under way.</summary>
public abstract class RewindsBesideWork(bool replayAlways) : EngineContract(replayAlways)
{
    [Fact]
    public async Task Item56_ActivityThatStillRuns_IsAwaitedAndNotRunTwice()
    {
        await using EngineRig rig = await FailedAsync(failures: 1);

        await rig.Client.RewindInstanceAsync("a", "mended");
        await EngineRig.SettleUntilAsync(() => rig.Seen.Count("broken") == 2);
        rig.Get<Doors>().Open("slow");
        rig.Get<Doors>().Open("other");

        Assert.Equal("slow other", (await rig.EndAsync("a")).ReadOutputAs<string>());
        Assert.Equal((1, 1), (rig.Seen.Count("slow"), rig.Seen.Count("other")));
    }

    [Fact]
    public async Task Item56_ActivityThatEndsBetweenFailureAndRewind_KeepsItsResult()
    {
        await using EngineRig rig = await FailedAsync(failures: 1);

        rig.Get<Doors>().Open("slow");
        await EngineRig.SettleUntilAsync(() => rig.Seen.Count("slow ends") == 1);
        await rig.Client.RewindInstanceAsync("a", "mended");
        rig.Get<Doors>().Open("other");

        Assert.Equal("slow other", (await rig.EndAsync("a")).ReadOutputAs<string>());
        Assert.Equal((1, 1), (rig.Seen.Count("slow"), rig.Seen.Count("other")));
    }

    [Fact]
    public async Task Item56_RewoundTwice_TheActivityIsPassedOn()
    {
        await using EngineRig rig = await FailedAsync(failures: 2);

        await rig.Client.RewindInstanceAsync("a", "not mended");
        await rig.EndAsync("a");
        await rig.Client.RewindInstanceAsync("a", "mended");
        await EngineRig.SettleUntilAsync(() => rig.Seen.Count("broken") == 3);
        rig.Get<Doors>().Open("slow");
        rig.Get<Doors>().Open("other");

        Assert.Equal("slow other", (await rig.EndAsync("a")).ReadOutputAs<string>());
        Assert.Equal((1, 1), (rig.Seen.Count("slow"), rig.Seen.Count("other")));
    }

    private async Task<EngineRig> FailedAsync(int failures)
    {
        EngineRig rig = await EngineRig.StartAsync(
            Options, [typeof(Three), typeof(Work)],
            configure: services => services.AddSingleton(new Doors(failures)));
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Three", new StartOrchestrationOptions("a"));
        await EngineRig.SettleUntilAsync(() => rig.Seen.Count("slow") + rig.Seen.Count("other") == 2);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await rig.EndAsync("a")).RuntimeStatus);
        return rig;
    }

    private sealed class Doors(int failures)
    {
        private readonly Dictionary<string, TaskCompletionSource> _doors = new()
        {
            ["slow"] = new(), ["other"] = new(),
        };

        internal int Failures => failures;

        internal void Open(string name) => _doors[name].SetResult();

        internal Task Through(string name) => _doors[name].Task;
    }

    private static class Three
    {
        [Function("Three")]
        public static async Task<string> Run([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            Task<string> slow = context.CallActivityAsync<string>("Blocked", "slow");
            Task<string> other = context.CallActivityAsync<string>("Blocked", "other");
            await context.CallActivityAsync<string>("Broken");
            return $"{await slow} {await other}";
        }
    }

    private sealed class Work(Doors doors, Recorder seen)
    {
        [Function("Blocked")]
        public async Task<string> BlockedAsync([ActivityTrigger] string name)
        {
            seen.Add(name);
            await doors.Through(name);
            seen.Add($"{name} ends");
            return name;
        }

        [Function("Broken")]
        public string Broken([ActivityTrigger] string? input)
        {
            seen.Add("broken");
            return seen.Count("broken") <= doors.Failures
                ? throw new InvalidOperationException("broken")
                : "whole";
        }
    }
}
