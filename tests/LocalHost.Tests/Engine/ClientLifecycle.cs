using System.Globalization;
using DurableTask.Core.Exceptions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Engine;
using Status = Microsoft.DurableTask.Client.OrchestrationRuntimeStatus;

namespace TradingBase.LocalHost.Tests.Engine;

public sealed class ClientLifecycleInMemory() : ClientLifecycle(replayAlways: false);

public sealed class ClientLifecycleReplayAlways() : ClientLifecycle(replayAlways: true);

public abstract class ClientLifecycle(bool replayAlways) : EngineContract(replayAlways)
{
    [Fact]
    public async Task Item50_Metadata_HoldsPayloadsOnlyWhenAskedAndIsNullForNobody()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        string id = (await rig.RunAsync("Echo", "text")).InstanceId;

        OrchestrationMetadata brief = (await rig.Client.GetInstanceAsync(id))!;
        OrchestrationMetadata full = await rig.GetAsync(id);

        Assert.Null(brief.SerializedInput ?? brief.SerializedOutput ?? brief.SerializedCustomStatus);
        Assert.Equal(("\"text\"", "\"text\"", "\"status\""),
            (full.SerializedInput, full.SerializedOutput, full.SerializedCustomStatus));
        Assert.Null(await rig.Client.GetInstanceAsync("nobody"));
    }

    [Fact]
    public async Task Item51_Waiting_EndsWithTheStatusAndHonoursTheToken()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        using var stop = new CancellationTokenSource();
        Task<OrchestrationMetadata> early = rig.Client.WaitForInstanceStartAsync("later");
        Task<OrchestrationMetadata> never = rig.Client.WaitForInstanceCompletionAsync("later", stop.Token);

        await ScheduleAsync(rig, "Waits", "later");

        Assert.Equal(Status.Running, (await early).RuntimeStatus);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => never);
        await rig.Client.TerminateInstanceAsync("later");
        Assert.Equal(Status.Terminated, (await rig.EndAsync("later")).RuntimeStatus);
    }

    [Fact]
    public async Task Item52_Terminate_EndsAtOnceAndKeepsTheOutput()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        await ScheduleAsync(rig, "Sleeps", "a");
        await rig.SettleAsync();

        await rig.Client.TerminateInstanceAsync("a", (object)"enough");

        OrchestrationMetadata end = await rig.GetAsync("a");
        Assert.Equal(Status.Terminated, end.RuntimeStatus);
        Assert.Equal("enough", end.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Item52_Terminate_OfTheEndedOrOfNobody_IsRefused()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        string id = (await rig.RunAsync("Echo", "text")).InstanceId;
        await ScheduleAsync(rig, "Waits", "a");
        await rig.Client.TerminateInstanceAsync("a");

        await Assert.ThrowsAsync<InstanceStateException>(() => rig.Client.TerminateInstanceAsync(id));
        await Assert.ThrowsAsync<InstanceStateException>(() => rig.Client.TerminateInstanceAsync("a"));
        await Assert.ThrowsAsync<InstanceNotFoundException>(() =>
            rig.Client.TerminateInstanceAsync("nobody"));
    }

    [Fact]
    public async Task Item52_Terminate_OfAScheduledStart_NeverStarts()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions), typeof(Teller));
        StartOrchestrationOptions tomorrow = new("a", rig.Clock.GetUtcNow().AddDays(1));
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Tells", "started", tomorrow);

        await rig.Client.TerminateInstanceAsync("a");
        await rig.AdvanceAsync(TimeSpan.FromDays(2));

        Assert.Equal(Status.Terminated, (await rig.GetAsync("a")).RuntimeStatus);
        Assert.Empty(rig.Seen.Lines);
    }

    [Fact]
    public async Task Item53_Suspended_KeepsEventsTimersAndResultsAndDeliversThemInOrderAfterwards()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        await ScheduleAsync(rig, "ThreeEvents", "a");
        await rig.SettleAsync();

        await rig.Client.SuspendInstanceAsync("a", "lunch");
        Assert.Equal(Status.Suspended, (await rig.GetAsync("a")).RuntimeStatus);
        await rig.Client.RaiseEventAsync("a", "Word", "one");
        await rig.Client.RaiseEventAsync("a", "Word", "two");
        await rig.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(Status.Suspended, (await rig.GetAsync("a")).RuntimeStatus);
        Assert.Null((await rig.GetAsync("a")).SerializedCustomStatus);

        await rig.CrashAndRestartAsync();
        await rig.Client.ResumeInstanceAsync("a");
        await rig.Client.RaiseEventAsync("a", "Word", "three");

        Assert.Equal(["one", "two", "three"], (await rig.EndAsync("a")).ReadOutputAs<string[]>()!);
    }

    [Fact]
    public async Task Item54_SuspendOfTheSuspendedAndResumeOfTheRunning_AreRefused()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        string ended = (await rig.RunAsync("Echo", "text")).InstanceId;
        await ScheduleAsync(rig, "Waits", "a");
        await rig.SettleAsync();

        await Assert.ThrowsAsync<InstanceStateException>(() => rig.Client.ResumeInstanceAsync("a"));
        await rig.Client.SuspendInstanceAsync("a");
        await Assert.ThrowsAsync<InstanceStateException>(() => rig.Client.SuspendInstanceAsync("a"));
        await Assert.ThrowsAsync<InstanceStateException>(() => rig.Client.SuspendInstanceAsync(ended));
        await Assert.ThrowsAsync<InstanceStateException>(() => rig.Client.ResumeInstanceAsync(ended));
    }

    [Fact]
    public async Task Item58_DedupeStatuses_RefuseOrReplace()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        await ScheduleAsync(rig, "Waits", "a");

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => ScheduleAsync(rig, "Echo", "a"));
        await Assert.ThrowsAsync<ArgumentException>(
            () => ScheduleAsync(rig, "Echo", "a", Status.Terminated, Status.Running));

        // An empty list: replaced in every state, a running one is terminated first.
        StartOrchestrationOptions replace = new("a") { DedupeStatuses = [] };
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Echo", "new", replace);
        Assert.Equal("new", (await rig.EndAsync("a")).ReadOutputAs<string>());

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(
            () => ScheduleAsync(rig, "Echo", "a", Status.Failed, Status.Completed));
        await ScheduleAsync(rig, "Waits", "a", Status.Failed);
        await rig.SettleAsync();
        Assert.Equal(Status.Running, (await rig.GetAsync("a")).RuntimeStatus);
    }

    [Fact]
    public async Task Item59_ScheduledStart_WaitsAndSurvivesARestart()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        StartOrchestrationOptions later = new("a", rig.Clock.GetUtcNow().AddHours(1));
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Echo", "text", later);

        await rig.AdvanceAsync(TimeSpan.FromMinutes(59));
        await rig.CrashAndRestartAsync();
        await rig.SettleAsync();
        Assert.Equal(Status.Pending, (await rig.GetAsync("a")).RuntimeStatus);

        await rig.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(Status.Completed, (await rig.EndAsync("a")).RuntimeStatus);
    }

    [Fact]
    public async Task Item51_WaitingForAnInstanceThatIsReplaced_WaitsForTheNewOne()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        await ScheduleAsync(rig, "Waits", "a");
        await rig.SettleAsync();
        Task<OrchestrationMetadata> waiting = rig.EndAsync("a");

        StartOrchestrationOptions replace = new("a", rig.Clock.GetUtcNow().AddHours(1)) { DedupeStatuses = [] };
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Echo", "new", replace);
        await rig.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal("new", (await waiting).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Item59_ScheduledStartsThatAreTerminated_AreNotKeptInMemory()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        StartOrchestrationOptions later = new(StartAt: rig.Clock.GetUtcNow().AddYears(1));
        string[] ids = await Task.WhenAll(Enumerable.Range(0, 2_500).Select(
            i => rig.Client.ScheduleNewOrchestrationInstanceAsync("Echo", "text", later)));
        Assert.Equal(2_500, rig.Engine.Timers);

        await Task.WhenAll(ids.Select(id => rig.Client.TerminateInstanceAsync(id)));
        await rig.SettleAsync();

        Assert.InRange(rig.Engine.Timers, 0, 1_250);
    }

    private static Task<string> ScheduleAsync(EngineRig rig, string name, string id, params Status[] dedupe)
    {
        StartOrchestrationOptions options = new(id);
        return rig.Client.ScheduleNewOrchestrationInstanceAsync(
            name, null, dedupe.Length == 0 ? options : options.WithDedupeStatuses(dedupe));
    }

    private static class Functions
    {
        [Function("Echo")]
        public static string? Echo([OrchestrationTrigger] TaskOrchestrationContext context, string? text)
        {
            context.SetCustomStatus("status");
            return text;
        }

        [Function("Waits")]
        public static Task<object> Waits([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.WaitForExternalEvent<object>("Go");

        [Function("Sleeps")]
        public static Task Sleeps([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);

        [Function("Tells")]
        public static Task Tells([OrchestrationTrigger] TaskOrchestrationContext context, string line) =>
            context.CallActivityAsync("Tell", line);

        [Function("ThreeEvents")]
        public static async Task<string[]> ThreeEvents(
            [OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
            context.SetCustomStatus(context.CurrentUtcDateTime.ToString("o", CultureInfo.InvariantCulture));
            List<string> words = [];
            for (int i = 0; i < 3; i++)
            {
                words.Add(await context.WaitForExternalEvent<string>("Word"));
            }

            return [.. words];
        }
    }
}
