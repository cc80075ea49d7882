using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using TradingBase.LocalHost.Engine;
using TradingBase.LocalHost.Engine.Histories;

namespace TradingBase.LocalHost.Tests.Engine;

public sealed class EngineStopsInMemory() : EngineStops(replayAlways: false);

public sealed class EngineStopsReplayAlways() : EngineStops(replayAlways: true);

/// <summary>A stop keeps what was done and leaves nobody waiting.</summary>
public abstract class EngineStops(bool replayAlways) : EngineContract(replayAlways)
{
    [Fact]
    public async Task Stop_ActivityThatEndsInTime_IsKeptAndDoesNotRunAgain()
    {
        Gate gate = new();
        await using EngineRig rig = await StartAsync(gate);
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Calls", new StartOrchestrationOptions("a"));
        await gate.Begun.Task;

        Task stopped = rig.Engine.StopAsync();
        gate.MayEnd.SetResult();
        await stopped;
        await rig.RestartAsync();

        Assert.Equal("done", (await rig.EndAsync("a")).ReadOutputAs<string>());
        Assert.Equal(0, rig.Engine.Counters.RepeatedActivities);
        Assert.Equal(1, rig.Seen.Count("begun"));
    }

    [Fact]
    public async Task Stop_InterruptedActivityThatThrowsSomethingElse_RunsAgainAndDoesNotFail()
    {
        Gate gate = new();
        await using EngineRig rig = await StartAsync(gate);
        await rig.Client.ScheduleNewOrchestrationInstanceAsync(
            "CallsTheTouchy", new StartOrchestrationOptions("a"));
        await gate.Begun.Task;

        await rig.Engine.StopAsync();
        gate.MayEnd.SetResult();
        await rig.RestartAsync();

        Assert.Equal("done", (await rig.EndAsync("a")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Stop_WhoeverWaitsOrCalls_IsTold()
    {
        await using EngineRig rig = await StartAsync(new Gate());
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Waits", new StartOrchestrationOptions("a"));
        Task<OrchestrationMetadata> waiting = rig.EndAsync("a");
        await rig.SettleAsync();

        await rig.Engine.StopAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => rig.EndAsync("a"));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => rig.Client.RaiseEventAsync("a", "Go"));
        await Assert.ThrowsAsync<ObjectDisposedException>(
            () => rig.Client.ScheduleNewOrchestrationInstanceAsync("Waits"));
    }

    [Fact]
    public async Task Stop_CallToAnInstanceThatIsTakenUpJustAfter_IsTold()
    {
        await using EngineRig rig = await StartAsync(new Gate());
        EngineCore core = rig.Engine.Core;
        await rig.Engine.StopAsync();

        // As the writer does with a start that was on its way to the disk when the engine stopped.
        core.Begin(new() { Key = core.Table.NextKey(), Id = "late", Name = "Waits", Created = core.Now });
        TaskCompletionSource kept = new();
        core.Post(core.Table.Find("late")!, new(new() { Kind = EventKind.Resumed }, Ack: kept));

        await Assert.ThrowsAsync<ObjectDisposedException>(
            () => kept.Task.WaitAsync(TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task Stop_CallWhoseStepWasNotTaken_IsTold()
    {
        await using EngineRig rig = await EngineRig.StartAsync(
            Options with { MaxOrchestrations = 1 },
            [typeof(Functions), typeof(Touchy)],
            configure: services => services.AddSingleton<Gate>());
        Gate gate = rig.Get<Gate>();
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Waits", new StartOrchestrationOptions("a"));
        await rig.SettleAsync();
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Blocks");
        await gate.Begun.Task;

        // The only worker is blocked, so that nobody takes the event in before the stop's patience ends.
        Task raised = rig.Client.RaiseEventAsync("a", "Go");
        await rig.Engine.StopAsync(TimeSpan.Zero);

        await Assert.ThrowsAsync<ObjectDisposedException>(() => raised.WaitAsync(TimeSpan.FromSeconds(20)));
        gate.MayEnd.SetResult();
    }

    private Task<EngineRig> StartAsync(Gate gate) => EngineRig.StartAsync(
        Options, [typeof(Functions), typeof(Touchy)], configure: services => services.AddSingleton(gate));

    /// <summary>Where tests and functions meet.</summary>
    private sealed class Gate
    {
        internal TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal TaskCompletionSource MayEnd { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private static class Functions
    {
        [Function("Waits")]
        public static Task<object> Waits([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.WaitForExternalEvent<object>("Go");

        [Function("Calls")]
        public static Task<string> Calls([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallActivityAsync<string>("Deaf");

        [Function("CallsTheTouchy")]
        public static Task<string> CallsTheTouchy([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallActivityAsync<string>("Touchy");

        [Function("Blocks")]
        public static void Blocks(
            [OrchestrationTrigger] TaskOrchestrationContext context, FunctionContext function)
        {
            Gate gate = function.InstanceServices.GetRequiredService<Gate>();
            gate.Begun.TrySetResult();
            gate.MayEnd.Task.Wait(TimeSpan.FromSeconds(20));
        }
    }

    private sealed class Touchy(Gate gate, Recorder seen)
    {
        /// <summary>Hears no cancellation.</summary>
        [Function("Deaf")]
        public async Task<string> DeafAsync([ActivityTrigger] object? input)
        {
            seen.Add("begun");
            gate.Begun.TrySetResult();
            await gate.MayEnd.Task;
            return "done";
        }

        /// <summary>Answers a cancellation as some client libraries do.</summary>
        [Function("Touchy")]
        public async Task<string> TouchyAsync([ActivityTrigger] object? input, CancellationToken stopping)
        {
            gate.Begun.TrySetResult();
            try
            {
                await gate.MayEnd.Task.WaitAsync(stopping);
                return "done";
            }
            catch (OperationCanceledException cancelled)
            {
                throw new IOException("The connection was closed.", cancelled);
            }
        }
    }
}
