using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using TradingBase.LocalHost.Engine;

namespace TradingBase.LocalHost.Tests.Engine;

public sealed class DivergenceCornersInMemory() : DivergenceCorners(replayAlways: false);

public sealed class DivergenceCornersReplayAlways() : DivergenceCorners(replayAlways: true);

/// <summary>One process whose code is changed in one place while an instance of it waits.</summary>
public abstract class DivergenceCorners(bool replayAlways) : EngineContract(replayAlways)
{
    [Theory]
    [InlineData("fewer", "is activity 'Same' (#1)", "asks for event 'Ping' (#1) to 'peer'")]
    [InlineData("more", "is event 'Ping' (#2) to 'peer'", "asks for activity 'Same' (#2)")]
    [InlineData("other order", "is activity 'Same' (#0)", "activity 'Same' (#0) with another input")]
    [InlineData("other target", "is event 'Ping' (#2) to 'peer'", "event 'Ping' (#2) to 'stranger'")]
    [InlineData("other event", "is event 'Ping' (#2) to 'peer'", "event 'Pong' (#2) to 'peer'")]
    [InlineData("other payload", "is event 'Ping' (#2)", "event 'Ping' (#2) to 'peer' with another input")]
    [InlineData("other child", "sub-orchestration 'Child' (#3)", "'Twin' (#3) with id 'child'")]
    [InlineData("other child input", "'Child' (#3) with id 'child'", "'child' with another input")]
    [InlineData("other delay", "timer (#5) due 2026-01-05T14:30:01", "timer (#5) due 2026-01-05T14:30:09")]
    [InlineData("one attempt", "is timer (#5)", "asks for nothing more")]
    [InlineData("not cancelled", "is the end of timer #9", "asks for nothing more")]
    [InlineData("ends earlier", "its history goes on", "the code now has ended")]
    public async Task Item78_ChangeThatHistoryShows_FailsTheInstanceAndNamesBothSides(
        string change, string recorded, string now)
    {
        await using EngineRig rig = await StartAsync();
        byte[] before = Histories.Bytes(rig, "a");

        OrchestrationMetadata end = await GoOnAsync(rig, change);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal(typeof(NonDeterministicOrchestrationException).FullName, end.FailureDetails!.ErrorType);
        Assert.Contains("'a'", end.FailureDetails.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("event ", end.FailureDetails.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains(recorded, end.FailureDetails.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains(now, end.FailureDetails.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(before, Histories.Bytes(rig, "a"));
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("other status")]
    [InlineData("other case")]
    [InlineData("more attempts")]
    [InlineData("other tags")]
    [InlineData("other version")]
    public async Task Item78_ChangeThatHistoryDoesNotShow_IsNone(string change)
    {
        await using EngineRig rig = await StartAsync();

        OrchestrationMetadata end = await GoOnAsync(rig, change);

        Assert.Equal((OrchestrationRuntimeStatus.Completed, "went"),
            (end.RuntimeStatus, end.ReadOutputAs<string>()));
        Assert.Equal(3, rig.Seen.Count("flaky"));
    }

    private async Task<EngineRig> StartAsync()
    {
        EngineRig rig = await EngineRig.StartAsync(
            Options,
            [typeof(Varied), typeof(Helpers), typeof(Flaky)],
            configure: services => services.AddSingleton<Change>());
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Varied", new StartOrchestrationOptions("a"));
        await rig.AdvanceAsync(TimeSpan.FromSeconds(1));
        await rig.AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await rig.GetAsync("a")).RuntimeStatus);
        Assert.Equal("waiting", (await rig.GetAsync("a")).ReadCustomStatusAs<string>());
        return rig;
    }

    private async Task<OrchestrationMetadata> GoOnAsync(EngineRig rig, string change)
    {
        rig.Get<Change>().Name = change;
        await rig.CrashAndRestartAsync(options: change == "other version"
            ? Options with { Versions = new() { Default = "2.0" } }
            : Options);
        await rig.Client.RaiseEventAsync("a", "Go", "went");
        return await rig.EndAsync("a");
    }

    private sealed class Change
    {
        public string Name { get; set; } = "";
    }

    private sealed class Varied(Change change)
    {
        [Function("Varied")]
        public async Task<string?> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            context.SetCustomStatus(Is("other status") ? "begun otherwise" : "begun");
            List<Task> calls = [];
            int[] inputs = Is("fewer") ? [1] : Is("more") ? [1, 2, 3] : Is("other order") ? [2, 1] : [1, 2];
            TaskName name = Is("other case") ? "SAME" : "Same";
            calls.AddRange(inputs.Select(input => context.CallActivityAsync<int>(name, input)));
            context.SendEvent(
                Is("other target") ? "stranger" : "peer",
                Is("other event") ? "Pong" : "Ping",
                Is("other payload") ? 8 : 7);
            await Task.WhenAll(calls);

            TaskOptions options = new(tags: Is("other tags")
                ? new Dictionary<string, string> { ["new"] = "tag" } : null);
            await context.CallSubOrchestratorAsync<int>(
                Is("other child") ? "Twin" : "Child",
                Is("other child input") ? 6 : 5,
                options.WithInstanceId("child"));

            int attempts = Is("one attempt") ? 1 : Is("more attempts") ? 9 : 3;
            await context.CallActivityAsync("Flaky", TaskOptions.FromRetryPolicy(
                new(attempts, TimeSpan.FromSeconds(Is("other delay") ? 9 : 1))));

            using var stop = new CancellationTokenSource();
            Task week = context.CreateTimer(TimeSpan.FromDays(7), stop.Token);
            if (!Is("not cancelled"))
            {
                stop.Cancel();
            }

            context.SetCustomStatus(Is("other status") ? "waits" : "waiting");
            return Is("ends earlier") || week.IsFaulted
                ? null
                : await context.WaitForExternalEvent<string>("Go");
        }

        private bool Is(string name) => change.Name == name;
    }

    private static class Helpers
    {
        [Function("Same")]
        public static int Same([ActivityTrigger] int value) => value;

        [Function("Child")]
        public static int Child([OrchestrationTrigger] TaskOrchestrationContext context, int value) =>
            context.IsReplaying ? -value : value;
    }

    private sealed class Flaky(Recorder seen)
    {
        [Function("Flaky")]
        public void Run([ActivityTrigger] object? input)
        {
            Assert.Null(input);
            seen.Add("flaky");
            if (seen.Count("flaky") < 3)
            {
                throw new InvalidOperationException("flaky");
            }
        }
    }
}
