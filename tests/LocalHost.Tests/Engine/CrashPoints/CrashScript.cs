using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Engine;
using Status = Microsoft.DurableTask.Client.OrchestrationRuntimeStatus;

namespace TradingBase.LocalHost.Tests.Engine.CrashPoints;

/// <summary>What the clients of the workload do, each one call after the other.</summary>
internal static class CrashScript
{
    internal static readonly DateTimeOffset Start = new(2026, 1, 5, 14, 30, 0, TimeSpan.Zero);

    /// <summary>The instance that each client looks after, and its calls.</summary>
    internal static IReadOnlyList<(string Id, CrashCommand[] Commands)> Clients { get; } =
    [
        ("chain", [Begin("chain", "Chain", 3), End("chain", "\"012\""), Purge("chain")]),
        ("fan", [Begin("fan", "Fan", 3)]),
        ("clocked", [Begin("clocked", "Clocked", null)]),
        ("listener",
        [
            Begin("listener", "Listener", null),
            Raise("listener", "One", "a"),
            Begin("sender", "Sender", "listener"),
            End("sender", "1"),
            Raise("listener", "Two", "b"),
        ]),
        ("parent", [Begin("parent", "Parent", 2)]),
        ("loop", [Begin("loop", "Loop", 0), Raise("loop", "Carried", "kept")]),
        ("stuck", [Begin("stuck", "Stuck", true), Started("stuck"), Terminate("stuck")]),
        ("pausing",
        [
            Begin("pausing", "Pausing", null),
            Started("pausing"),
            Suspend("pausing"),
            Raise("pausing", "Go", "now") with { Holds = found => found!.RuntimeStatus is Status.Suspended },
            Resume("pausing"),
        ]),
        ("late", [Begin("late", "Chain", 1, Start.AddMinutes(2))]),
    ];

    /// <summary>How each instance ends; those that are not listed here are gone.</summary>
    internal static IReadOnlyDictionary<string, (Status Status, string? Output)> Ends { get; } =
        new Dictionary<string, (Status, string?)>
        {
            ["fan"] = (Status.Completed, $"{3 + CrashFunctions.LargeLength}"),
            ["clocked"] = (Status.Completed, "\"True True\""),
            ["listener"] = (Status.Completed, "\"a b 0 c\""),
            ["sender"] = (Status.Completed, "1"),
            ["parent"] = (Status.Completed, "3"),
            ["parent-0"] = (Status.Completed, "1"),
            ["parent-1"] = (Status.Completed, "2"),
            ["loop"] = (Status.Completed, "\"kept\""),
            ["stuck"] = (Status.Terminated, "\"enough\""),
            ["stuck-0"] = (Status.Terminated, "\"enough\""),
            ["pausing"] = (Status.Completed, "\"0 now 1\""),
            ["late"] = (Status.Completed, "\"0\""),
        };

    private static CrashCommand Begin(
        string id, string name, object? input, DateTimeOffset? at = null) => new(
        async client =>
        {
            // Who does not know whether the start was heard looks first: an ended instance would be replaced.
            if (await client.GetInstanceAsync(id) is null)
            {
                await client.ScheduleNewOrchestrationInstanceAsync(
                    name, input, new StartOrchestrationOptions(id, at));
            }
        },
        found => found is not null);

    private static CrashCommand Started(string id) => new(
        client => client.WaitForInstanceStartAsync(id),
        found => found is { RuntimeStatus: not Status.Pending });

    private static CrashCommand End(string id, string output) => new(
        async client =>
        {
            OrchestrationMetadata end = await client.WaitForInstanceCompletionAsync(id, true);
            Assert.Equal((Status.Completed, output), (end.RuntimeStatus, end.SerializedOutput));
        },
        found => found is { RuntimeStatus: Status.Completed });

    private static CrashCommand Purge(string id) => new(
        client => client.PurgeInstanceAsync(id), found => found is null);

    private static CrashCommand Raise(string id, string name, string payload) => new(
        client => UnlessDone(() => client.RaiseEventAsync(id, name, payload)),
        found => found is not null,
        name);

    private static CrashCommand Terminate(string id) => new(
        client => UnlessDone(() => client.TerminateInstanceAsync(
            id, new TerminateInstanceOptions { Output = "enough", Recursive = true })),
        found => found is { RuntimeStatus: Status.Terminated });

    private static CrashCommand Suspend(string id) => new(
        client => UnlessDone(() => client.SuspendInstanceAsync(id)),
        found => found is { RuntimeStatus: Status.Suspended });

    private static CrashCommand Resume(string id) => new(
        client => UnlessDone(() => client.ResumeInstanceAsync(id)),
        found => found is { RuntimeStatus: Status.Running or Status.Completed });

    private static async Task UnlessDone(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (InstanceStateException)
        {
            // A call that is made again may find that it was heard the first time.
        }
    }
}
