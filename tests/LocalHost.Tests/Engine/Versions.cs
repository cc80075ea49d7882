using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Engine;
using TradingBase.LocalHost.Engine.Histories;
using Status = Microsoft.DurableTask.Client.OrchestrationRuntimeStatus;

namespace TradingBase.LocalHost.Tests.Engine;

public sealed class VersionsInMemory() : Versions(replayAlways: false);

public sealed class VersionsReplayAlways() : Versions(replayAlways: true);

/// <remarks>(D) An SDK worker checks no versions unless told to; a Functions host takes up its own and older
/// ones, and so does this.</remarks>
public abstract class Versions(bool replayAlways) : EngineContract(replayAlways)
{
    [Theory]
    [InlineData(null, "2.0")]
    [InlineData("1.5", "1.5")]
    [InlineData("", "")]
    public async Task Item62_StartVersion_IsTheOneGivenOrTheHosts(string? asked, string expected)
    {
        await using EngineRig rig = await StartAsync(Host("2.0"));

        Assert.Equal(expected, (await RunAsync(rig, "Version", asked)).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData(null, "2.0")]
    [InlineData("0.2", "0.2")]
    [InlineData("", "")]
    public async Task Item62_ChildVersion_IsTheOneGivenOrTheHostsAndNotTheParents(
        string? asked, string expected)
    {
        await using EngineRig rig = await StartAsync(Host("2.0"));
        StartOrchestrationOptions parent = new() { Version = "1.0" };

        string id = await rig.Client.ScheduleNewOrchestrationInstanceAsync("AsksChild", asked, parent);

        Assert.Equal(expected, (await rig.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Item62_ActivityVersion_IsTheInstancesOrTheOneGiven()
    {
        await using EngineRig rig = await StartAsync(Host("2.0"));

        OrchestrationMetadata end = await RunAsync(rig, "CallsTwice", "1.0");

        Assert.Equal(
            ["1.0", "7.0"],
            Histories.Of(rig, end.InstanceId)
                .Where(item => item.Kind is EventKind.TaskScheduled).Select(item => item.Version!));
    }

    [Theory]
    [InlineData(VersionMatchStrategy.None, "2.0", "9.9", true)]
    [InlineData(VersionMatchStrategy.Strict, "2.0", "2.0", true)]
    [InlineData(VersionMatchStrategy.Strict, "2.0", "2", false)]
    [InlineData(VersionMatchStrategy.Strict, "2.0", "", false)]
    [InlineData(VersionMatchStrategy.Strict, null, "", true)]
    [InlineData(VersionMatchStrategy.CurrentOrOlder, "2.0", "2.0", true)]
    [InlineData(VersionMatchStrategy.CurrentOrOlder, "2.10", "2.9", true)]
    [InlineData(VersionMatchStrategy.CurrentOrOlder, "2.0", "", true)]
    [InlineData(VersionMatchStrategy.CurrentOrOlder, "2.0", "2.0.1", false)]
    [InlineData(VersionMatchStrategy.CurrentOrOlder, "beta", "Alpha", true)]
    [InlineData(VersionMatchStrategy.CurrentOrOlder, "alpha", "beta", false)]
    [InlineData(VersionMatchStrategy.CurrentOrOlder, null, "0.1", false)]
    public async Task Item62_Match_DecidesWhoIsTakenUpAndTheOthersFail(
        VersionMatchStrategy match, string? host, string instance, bool runs)
    {
        await using EngineRig rig = await StartAsync(Host(host, match, VersionFailureStrategy.Fail));

        OrchestrationMetadata end = await RunAsync(rig, "Version", instance);

        Assert.Equal(runs ? Status.Completed : Status.Failed, end.RuntimeStatus);
        Assert.Equal(runs ? null : "VersionMismatch", end.FailureDetails?.ErrorType);
    }

    [Fact]
    public async Task Item62_RejectedInstance_StaysPendingUntilAHostTakesItUp()
    {
        await using EngineRig rig = await StartAsync(Host("1.0"));
        await rig.Client.ScheduleNewOrchestrationInstanceAsync(
            "Waits", new StartOrchestrationOptions("a") { Version = "2.0" });
        await rig.Client.RaiseEventAsync("a", "Go", "kept");
        await rig.SettleAsync();
        Assert.Equal(Status.Pending, (await rig.GetAsync("a")).RuntimeStatus);

        await rig.CrashAndRestartAsync();
        await rig.SettleAsync();
        Assert.Equal(Status.Pending, (await rig.GetAsync("a")).RuntimeStatus);

        await rig.CrashAndRestartAsync(options: Host("2.0"));
        Assert.Equal("kept", (await rig.EndAsync("a")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Item62_FailedChild_FailsItsParentAndIsNotRetried()
    {
        await using EngineRig rig = await StartAsync(
            Host("1.0", VersionMatchStrategy.CurrentOrOlder, VersionFailureStrategy.Fail));

        OrchestrationMetadata end = await rig.RunAsync("RetriesNewChild");

        Assert.Equal("VersionMismatch", end.FailureDetails!.InnerFailure!.ErrorType);
        Assert.Single(
            Histories.Of(rig, end.InstanceId), item => item.Kind is EventKind.ChildScheduled);
    }

    [Fact]
    public async Task Item48_NewVersion_IsTheNextGenerations()
    {
        await using EngineRig rig = await StartAsync(Host("2.0"));

        OrchestrationMetadata end = await RunAsync(rig, "Grows", "1.0");

        Assert.Equal(["1.0", "1.5", "1.5", "2.0"], end.ReadOutputAs<string[]>()!);
    }

    [Fact]
    public async Task Item48_NewVersionBeyondTheHosts_LeavesTheNextGenerationToAnother()
    {
        EngineOptions old = Host("1.5");
        await using EngineRig rig = await StartAsync(old);
        string id = await rig.Client.ScheduleNewOrchestrationInstanceAsync("Grows", Array.Empty<string>());
        await rig.SettleAsync();
        Assert.Equal(Status.Running, (await rig.GetAsync(id)).RuntimeStatus);

        await rig.CrashAndRestartAsync(options: Host("2.0"));

        Assert.Equal("2.0", (await rig.EndAsync(id)).ReadOutputAs<string[]>()![^1]);
    }

    [Fact]
    public async Task Item62_OtherHostVersionAtRestart_DoesNotChangeAnInstanceOrItsReplay()
    {
        await using EngineRig rig = await StartAsync(Host("1.0"));
        string id = await rig.Client.ScheduleNewOrchestrationInstanceAsync("WaitsAfterChild");
        await rig.SettleAsync();

        await rig.CrashAndRestartAsync(options: Host("2.0"));
        await rig.Client.RaiseEventAsync(id, "Go", "still ");

        Assert.Equal("still 1.0", (await rig.EndAsync(id)).ReadOutputAs<string>());
    }

    private EngineOptions Host(
        string? version,
        VersionMatchStrategy match = VersionMatchStrategy.CurrentOrOlder,
        VersionFailureStrategy otherwise = VersionFailureStrategy.Reject) => Options with
        {
            Versions = new() { Default = version, Match = match, OnMismatch = otherwise },
        };

    private static Task<EngineRig> StartAsync(EngineOptions options) =>
        EngineRig.StartAsync(options, [typeof(Functions)]);

    private static async Task<OrchestrationMetadata> RunAsync(EngineRig rig, string name, string? version)
    {
        StartOrchestrationOptions options = version is null ? new() : new() { Version = version };
        string id = await rig.Client.ScheduleNewOrchestrationInstanceAsync(
            name, Array.Empty<string>(), options);
        return await rig.EndAsync(id);
    }

    private static class Functions
    {
        [Function("Version")]
        public static string Version([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.Version;

        [Function("AsksChild")]
        public static Task<string> AsksChild(
            [OrchestrationTrigger] TaskOrchestrationContext context, string? version) =>
            context.CallSubOrchestratorAsync<string>("Version", version is null
                ? new SubOrchestrationOptions()
                : new SubOrchestrationOptions { Version = version });

        [Function("Nothing")]
        public static void Nothing([ActivityTrigger] object? input) => Assert.Null(input);

        [Function("CallsTwice")]
        public static async Task CallsTwice([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.CallActivityAsync("Nothing");
            await context.CallActivityAsync("Nothing", new TaskOptions { Version = "7.0" });
        }

        [Function("Waits")]
        public static Task<string> Waits([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.WaitForExternalEvent<string>("Go");

        [Function("WaitsAfterChild")]
        public static async Task<string> WaitsAfterChild(
            [OrchestrationTrigger] TaskOrchestrationContext context)
        {
            string child = await context.CallSubOrchestratorAsync<string>("Version");
            Assert.Equal("1.0", child);
            return await context.WaitForExternalEvent<string>("Go") + context.Version;
        }

        [Function("RetriesNewChild")]
        public static Task RetriesNewChild([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallSubOrchestratorAsync("Version", new SubOrchestrationOptions(
                TaskOptions.FromRetryPolicy(new(5, TimeSpan.FromSeconds(1)))) { Version = "2.0" });

        [Function("Grows")]
        public static string[] Grows(
            [OrchestrationTrigger] TaskOrchestrationContext context, string[] versions)
        {
            string[] all = [.. versions, context.Version];
            string? next = all.Length switch { 1 => "1.5", 2 => " ", 3 => "2.0", _ => null };
            if (next is not null)
            {
                context.ContinueAsNew(new ContinueAsNewOptions { NewInput = all, NewVersion = next });
            }

            return all;
        }
    }
}
