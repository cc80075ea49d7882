using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using TradingBase.LocalHost.Engine;
using Status = Microsoft.DurableTask.Client.OrchestrationRuntimeStatus;

namespace TradingBase.LocalHost.Tests.Engine;

public sealed class FiltersInMemory() : Filters(replayAlways: false);

public sealed class FiltersReplayAlways() : Filters(replayAlways: true);

public abstract class Filters(bool replayAlways) : EngineContract(replayAlways)
{
    [Fact]
    public async Task Item63_FilterByName_LeavesTheDeniedAndRunsTheOthers()
    {
        await using EngineRig rig = await StartAsync((name, _) => name != "Denied");
        await StartAsync(rig, "Denied");

        Assert.Equal(Status.Completed, (await rig.RunAsync("Passed")).RuntimeStatus);
        await rig.SettleAsync();
        Assert.Equal(Status.Pending, (await rig.GetAsync("a")).RuntimeStatus);
    }

    [Fact]
    public async Task Item63_FilterByTag_LeavesTheDeniedAndRunsTheOthers()
    {
        await using EngineRig rig = await StartAsync((_, tags) => tags.GetValueOrDefault("test") != "true");

        await ScheduleAsync(rig, "denied", "true");
        await ScheduleAsync(rig, "passed", "false");

        Assert.Equal(Status.Completed, (await rig.EndAsync("passed")).RuntimeStatus);
        await rig.SettleAsync();
        Assert.Equal(Status.Pending, (await rig.GetAsync("denied")).RuntimeStatus);
    }

    [Fact]
    public async Task Item63_Denied_IsLeftOverRestartsWithItsMailAndTakenUpByAnother()
    {
        await using EngineRig rig = await StartAsync((name, _) => name != "Collects");
        await StartAsync(rig, "Collects");
        await rig.Client.RaiseEventAsync("a", "Word", "one");
        await rig.CrashAndRestartAsync();
        await rig.Client.RaiseEventAsync("a", "Word", "two");
        await rig.CrashAndRestartAsync();
        await rig.SettleAsync();
        Assert.Equal(Status.Pending, (await rig.GetAsync("a")).RuntimeStatus);
        Assert.Empty(Histories.Of(rig, "a"));

        await rig.CrashAndRestartAsync(options: Options);
        await rig.Client.RaiseEventAsync("a", "Word", "three");

        Assert.Equal(["one", "two", "three"], (await rig.EndAsync("a")).ReadOutputAs<string[]>()!);
    }

    [Fact]
    public async Task Item63_DeniedInTheMiddle_KeepsTheResultOfAnActivityThatWasUnderWay()
    {
        await using EngineRig rig = await EngineRig.StartAsync(
            Options,
            [typeof(Functions), typeof(Counted)],
            configure: services => services.AddSingleton<Begun>());
        await StartAsync(rig, "CallsAfterGo");
        await rig.SettleAsync();

        await rig.Client.RaiseEventAsync("a", "Go");
        await rig.Get<Begun>().Task;
        await rig.CrashAndRestartAsync(options: Denying((name, _) => name != "CallsAfterGo"));
        await rig.SettleAsync();
        int before = rig.Seen.Count("counted");
        await rig.CrashAndRestartAsync();
        await rig.SettleAsync();
        Assert.Equal(before, rig.Seen.Count("counted"));
        Assert.Equal(Status.Running, (await rig.GetAsync("a")).RuntimeStatus);

        await rig.CrashAndRestartAsync(options: Options);
        Assert.Equal(1, (await rig.EndAsync("a")).ReadOutputAs<int>());
        Assert.Equal(before, rig.Seen.Count("counted"));
    }

    [Fact]
    public async Task Item63_Denied_CanBeTerminatedAllTheSame()
    {
        await using EngineRig rig = await StartAsync((name, _) => name != "Collects");
        await StartAsync(rig, "Collects");
        await rig.Client.RaiseEventAsync("a", "Word", "one");

        await rig.Client.TerminateInstanceAsync("a", (object)"enough");

        OrchestrationMetadata end = await rig.GetAsync("a");
        Assert.Equal((Status.Terminated, "enough"), (end.RuntimeStatus, end.ReadOutputAs<string>()));
        await rig.CrashAndRestartAsync(options: Options);
        await rig.SettleAsync();
        Assert.Equal(Status.Terminated, (await rig.GetAsync("a")).RuntimeStatus);
    }

    private static Task<string> StartAsync(EngineRig rig, string name) =>
        rig.Client.ScheduleNewOrchestrationInstanceAsync(name, new StartOrchestrationOptions("a"));

    private EngineOptions Denying(Func<string, IReadOnlyDictionary<string, string>, bool> filter) =>
        Options with { Filter = filter };

    private Task<EngineRig> StartAsync(Func<string, IReadOnlyDictionary<string, string>, bool> filter) =>
        EngineRig.StartAsync(Denying(filter), [typeof(Functions)]);

    private static Task<string> ScheduleAsync(EngineRig rig, string id, string tag) =>
        rig.Client.ScheduleNewOrchestrationInstanceAsync("Passed", new StartOrchestrationOptions(id)
        {
            Tags = new Dictionary<string, string> { ["test"] = tag },
        });

    private static class Functions
    {
        [Function("Denied")]
        public static void Denied([OrchestrationTrigger] TaskOrchestrationContext context) =>
            Assert.Fail(context.InstanceId);

        [Function("Passed")]
        public static string Passed([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.InstanceId;

        [Function("Collects")]
        public static async Task<string[]> Collects([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            string[] words = new string[3];
            for (int i = 0; i < words.Length; i++)
            {
                words[i] = await context.WaitForExternalEvent<string>("Word");
            }

            return words;
        }

        [Function("CallsAfterGo")]
        public static async Task<int> CallsAfterGo([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.WaitForExternalEvent<object>("Go");
            return await context.CallActivityAsync<int>("Counted");
        }
    }

    private sealed class Begun() : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Counted(Recorder seen, Begun begun)
    {
        [Function("Counted")]
        public async Task<int> RunAsync([ActivityTrigger] object? input, CancellationToken stopping)
        {
            Assert.Null(input);
            seen.Add("counted");
            if (seen.Count("counted") == 1)
            {
                // The first process is killed while it runs.
                begun.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, stopping);
            }

            return 1;
        }
    }
}
