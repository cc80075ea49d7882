using DurableTask.Core.Exceptions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Status = Microsoft.DurableTask.Client.OrchestrationRuntimeStatus;

namespace TradingBase.LocalHost.Tests.Engine;

public sealed class ReusedIdsInMemory() : ReusedIds(replayAlways: false);

public sealed class ReusedIdsReplayAlways() : ReusedIds(replayAlways: true);

/// <remarks>(D) Without a list the SDK's client leaves the answer to its host: this one does as a Functions
/// host with its defaults, and replaces what has ended.</remarks>
public abstract class ReusedIds(bool replayAlways) : EngineContract(replayAlways)
{
    private static readonly Status[] States =
    [
        Status.Pending, Status.Running, Status.Suspended,
        Status.Completed, Status.Failed, Status.Terminated,
    ];

    public static TheoryData<Status> AllStates => [.. States];

    [Theory]
    [MemberData(nameof(AllStates))]
    public async Task Item58_EmptyList_ReplacesInEveryState(Status existing)
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        await MakeAsync(rig, existing);

        await ScheduleAsync(rig, []);

        Assert.Equal("new", (await rig.EndAsync("a")).ReadOutputAs<string>());
    }

    [Theory]
    [MemberData(nameof(AllStates))]
    public async Task Item58_ListThatHoldsTheState_KeepsTheInstance(Status existing)
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        await MakeAsync(rig, existing);

        // Terminated is kept together with all that have not ended, or the list is a contradiction.
        Status[] kept = existing is Status.Terminated
            ? [Status.Terminated, Status.Pending, Status.Running, Status.Suspended]
            : [existing];
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => ScheduleAsync(rig, kept));

        Assert.Equal(existing, (await rig.GetAsync("a")).RuntimeStatus);
    }

    [Theory]
    [MemberData(nameof(AllStates))]
    public async Task Item58_ListThatHoldsAllOthers_ReplacesTheInstance(Status existing)
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        await MakeAsync(rig, existing);

        await ScheduleAsync(rig, [.. States.Except([existing, Status.Terminated])]);

        Assert.Equal("new", (await rig.EndAsync("a")).ReadOutputAs<string>());
    }

    [Theory]
    [MemberData(nameof(AllStates))]
    public async Task Item58_NoList_ReplacesOnlyWhatHasEnded(Status existing)
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        await MakeAsync(rig, existing);
        if (existing is Status.Pending or Status.Running or Status.Suspended)
        {
            await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => ScheduleAsync(rig, null));
        }
        else
        {
            await ScheduleAsync(rig, null);
            Assert.Equal("new", (await rig.EndAsync("a")).ReadOutputAs<string>());
        }
    }

    [Theory]
    [InlineData("Terminated", "Running")]
    [InlineData("Terminated", "Completed")]
    [InlineData("Asleep", "Completed")]
    public async Task Item58_ContradictionsAndUnknownNames_AreArgumentErrors(string first, string second)
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        StartOrchestrationOptions options = new("a") { DedupeStatuses = [first, second] };

        await Assert.ThrowsAsync<ArgumentException>(
            () => rig.Client.ScheduleNewOrchestrationInstanceAsync("Echo", "new", options));

        Assert.Null(await rig.Client.GetInstanceAsync("a"));
    }

    [Fact]
    public async Task Item58_NewId_IsAlwaysFine()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));

        await ScheduleAsync(rig, States);

        Assert.Equal("new", (await rig.EndAsync("a")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Item58_AReplacedRunningChild_IsTerminatedAndItsParentHearsOfIt()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        string parent = await rig.Client.ScheduleNewOrchestrationInstanceAsync("ParentOfA");
        await rig.SettleAsync();

        await ScheduleAsync(rig, []);

        OrchestrationMetadata end = await rig.EndAsync(parent);
        Assert.Equal("Terminated", end.FailureDetails!.InnerFailure!.ErrorType);
        Assert.Equal("new", (await rig.EndAsync("a")).ReadOutputAs<string>());
    }

    private static async Task MakeAsync(EngineRig rig, Status status)
    {
        StartOrchestrationOptions options = new("a", status is Status.Pending
            ? rig.Clock.GetUtcNow().AddDays(1) : null);
        string name = status switch { Status.Completed => "Echo", Status.Failed => "Nobody", _ => "Waits" };
        await rig.Client.ScheduleNewOrchestrationInstanceAsync(name, "old", options);
        await rig.SettleAsync();
        if (status is Status.Suspended)
        {
            await rig.Client.SuspendInstanceAsync("a");
        }
        else if (status is Status.Terminated)
        {
            await rig.Client.TerminateInstanceAsync("a");
        }

        Assert.Equal(status, (await rig.GetAsync("a")).RuntimeStatus);
    }

    private static Task<string> ScheduleAsync(EngineRig rig, Status[]? kept)
    {
        StartOrchestrationOptions options = new("a")
        {
            DedupeStatuses = kept?.Select(item => $"{item}").ToList(),
        };
        return rig.Client.ScheduleNewOrchestrationInstanceAsync("Echo", "new", options);
    }

    private static class Functions
    {
        [Function("Echo")]
        public static string? Echo([OrchestrationTrigger] TaskOrchestrationContext context, string? text) =>
            context.Parent is null ? text : null;

        [Function("Waits")]
        public static Task<object> Waits([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.WaitForExternalEvent<object>("Go");

        [Function("ParentOfA")]
        public static Task ParentOfA([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallSubOrchestratorAsync("Waits", new SubOrchestrationOptions(instanceId: "a"));
    }
}
