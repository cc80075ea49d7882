using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using TradingBase.LocalHost.Engine;
using TradingBase.LocalHost.Engine.Histories;
using Status = Microsoft.DurableTask.Client.OrchestrationRuntimeStatus;

namespace TradingBase.LocalHost.Tests.Engine;

public sealed class SuspensionsInMemory() : Suspensions(replayAlways: false);

public sealed class SuspensionsReplayAlways() : Suspensions(replayAlways: true);

/// <remarks>(D) The SDK lets suspending the suspended and resuming the running pass; a Functions host refuses
/// both, and so does this unless it is told otherwise.</remarks>
public abstract class Suspensions(bool replayAlways) : EngineContract(replayAlways)
{
    [Theory]
    [InlineData(null)]
    [InlineData("lunch")]
    public async Task Item53_SuspendAndResume_WithAndWithoutAReason(string? reason)
    {
        await using EngineRig rig = await StartAsync("Waits");

        await rig.Client.SuspendInstanceAsync("a", reason);
        Assert.Equal(Status.Suspended, (await rig.GetAsync("a")).RuntimeStatus);
        await rig.Client.ResumeInstanceAsync("a", reason);
        Assert.Equal(Status.Running, (await rig.GetAsync("a")).RuntimeStatus);

        await rig.Client.RaiseEventAsync("a", "Go", "went");
        Assert.Equal("went", (await rig.EndAsync("a")).ReadOutputAs<string>());
        Assert.Equal(
            [reason, reason],
            Histories.Of(rig, "a").Where(item => item.Kind is EventKind.Suspended or EventKind.Resumed)
                .Select(item => item.Target));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Item53_ActivityUnderWay_EndsAndItsResultWaits(bool crash)
    {
        await using EngineRig rig = await StartAsync("Calls");
        await rig.Get<Gate>().Begun.Task;

        await rig.Client.SuspendInstanceAsync("a");
        rig.Get<Gate>().Open.TrySetResult();
        await rig.SettleAsync();
        Assert.Equal(Status.Suspended, (await rig.GetAsync("a")).RuntimeStatus);
        Assert.Equal(1, rig.Seen.Count("called"));
        if (crash)
        {
            await rig.CrashAndRestartAsync();
        }

        await rig.Client.ResumeInstanceAsync("a");

        Assert.Equal("result", (await rig.EndAsync("a")).ReadOutputAs<string>());
        Assert.Equal(1, rig.Seen.Count("called"));
    }

    [Fact]
    public async Task Item53_SuspendedWhileItContinuesAsNew_KeepsItsEventsForTheNextGeneration()
    {
        await using EngineRig rig = await StartAsync("Renews");

        await Task.WhenAll(
            rig.Client.RaiseEventAsync("a", "Word", "one"), rig.Client.SuspendInstanceAsync("a"));
        await rig.Client.RaiseEventAsync("a", "Word", "two");
        await rig.Client.RaiseEventAsync("a", "Word", "three");
        await rig.SettleAsync();
        Assert.Equal(Status.Suspended, (await rig.GetAsync("a")).RuntimeStatus);
        await rig.CrashAndRestartAsync();
        await rig.Client.ResumeInstanceAsync("a");

        Assert.Equal("one two three", (await rig.EndAsync("a")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Item53_SuspendedBeforeItsStart_StartsWhenItIsResumed()
    {
        await using EngineRig rig = await StartAsync("Waits", scheduled: true);

        await rig.Client.SuspendInstanceAsync("a");
        await rig.AdvanceAsync(TimeSpan.FromHours(2));
        Assert.Equal(Status.Suspended, (await rig.GetAsync("a")).RuntimeStatus);
        await rig.Client.RaiseEventAsync("a", "Go", "early");
        await rig.Client.ResumeInstanceAsync("a");

        Assert.Equal("early", (await rig.EndAsync("a")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Item52_Terminate_OfTheSuspended_EndsIt()
    {
        await using EngineRig rig = await StartAsync("Waits");
        await rig.Client.SuspendInstanceAsync("a");
        await rig.Client.RaiseEventAsync("a", "Go", "unheard");

        await rig.Client.TerminateInstanceAsync("a", (object)"enough");

        OrchestrationMetadata end = await rig.GetAsync("a");
        Assert.Equal((Status.Terminated, "enough"), (end.RuntimeStatus, end.ReadOutputAs<string>()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Item54_SteeringThatChangesNothing_IsRefusedOrPassedOverAsTheOptionSays(bool tolerant)
    {
        await using EngineRig rig = await StartAsync("Waits", tolerant: tolerant);
        await rig.Client.ScheduleNewOrchestrationInstanceAsync(
            "Waits", new StartOrchestrationOptions("ended"));
        await rig.Client.TerminateInstanceAsync("ended");

        await CheckAsync(() => rig.Client.ResumeInstanceAsync("a"));
        await rig.Client.SuspendInstanceAsync("a");
        await CheckAsync(() => rig.Client.SuspendInstanceAsync("a"));
        await CheckAsync(() => rig.Client.SuspendInstanceAsync("ended"));
        await CheckAsync(() => rig.Client.ResumeInstanceAsync("ended"));
        Assert.Equal(Status.Suspended, (await rig.GetAsync("a")).RuntimeStatus);
        Assert.Equal(Status.Terminated, (await rig.GetAsync("ended")).RuntimeStatus);
        await Assert.ThrowsAsync<InstanceNotFoundException>(() => rig.Client.SuspendInstanceAsync("nobody"));

        Task CheckAsync(Func<Task> call) =>
            tolerant ? call() : Assert.ThrowsAsync<InstanceStateException>(call);
    }

    private async Task<EngineRig> StartAsync(string name, bool scheduled = false, bool tolerant = false)
    {
        EngineRig rig = await EngineRig.StartAsync(
            Options with { ToleratesIdleSteering = tolerant },
            [typeof(Functions), typeof(Slow)],
            configure: services => services.AddSingleton<Gate>());
        DateTimeOffset? at = scheduled ? rig.Clock.GetUtcNow().AddHours(1) : null;
        StartOrchestrationOptions options = new("a", at);
        await rig.Client.ScheduleNewOrchestrationInstanceAsync(name, "", options);
        if (!scheduled)
        {
            await rig.Client.WaitForInstanceStartAsync("a");
        }

        return rig;
    }

    private sealed class Gate
    {
        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Open { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private static class Functions
    {
        [Function("Waits")]
        public static Task<string> Waits([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.WaitForExternalEvent<string>("Go");

        [Function("Calls")]
        public static Task<string> Calls([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallActivityAsync<string>("Slow");

        [Function("Renews")]
        public static async Task<string> Renews(
            [OrchestrationTrigger] TaskOrchestrationContext context, string words)
        {
            words = $"{words} {await context.WaitForExternalEvent<string>("Word")}".Trim();
            if (words.Split(' ').Length < 3)
            {
                context.ContinueAsNew(words);
            }

            return words;
        }
    }

    private sealed class Slow(Recorder seen, Gate gate)
    {
        [Function("Slow")]
        public async Task<string> RunAsync([ActivityTrigger] object? input)
        {
            Assert.Null(input);
            seen.Add("called");
            gate.Begun.TrySetResult();
            await gate.Open.Task;
            return "result";
        }
    }
}
