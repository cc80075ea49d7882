using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using TradingBase.LocalHost.Engine.Histories;

namespace TradingBase.LocalHost.Tests.Engine;

public sealed class TagItemsInMemory() : TagItems(replayAlways: false);

public sealed class TagItemsReplayAlways() : TagItems(replayAlways: true);

public abstract class TagItems(bool replayAlways) : EngineContract(replayAlways)
{
    private static readonly Dictionary<string, string> Own = new() { ["desk"] = "fx", ["colour"] = "blue" };

    [Fact]
    public async Task Item61_OrchestrationTags_AreInItsMetadataOverGenerationsAndRestarts()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        await ScheduleAsync(rig, "RenewsOnce");
        Assert.Equal(Own, (await rig.EndAsync("a")).Tags);

        await rig.CrashAndRestartAsync();

        Assert.Equal(Own, (await rig.Client.GetInstanceAsync("a"))!.Tags);
        Assert.Empty((await rig.RunAsync("RenewsOnce", 1)).Tags);
    }

    [Fact]
    public async Task Item61_ActivityTags_AreItsCallersAndItsOwnBeforeThem()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        await ScheduleAsync(rig, "CallsTagged");
        await rig.EndAsync("a");
        string bare = (await rig.RunAsync("CallsTagged")).InstanceId;

        Assert.Equal(
            [new() { ["desk"] = "fx", ["colour"] = "red", ["size"] = "small" }, Own], Tags(rig, "a"));
        Assert.Equal([new() { ["colour"] = "red", ["size"] = "small" }, []], Tags(rig, bare));
    }

    [Fact]
    public async Task Item61_ChildTags_AreItsParentsAndItsOwnBeforeThem()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        await ScheduleAsync(rig, "CallsTaggedChild");
        await rig.EndAsync("a");

        Dictionary<string, string> expected =
            new() { ["desk"] = "fx", ["colour"] = "red", ["size"] = "small" };
        Assert.Equal(expected, (await rig.GetAsync("child")).Tags);
    }

    private static Task<string> ScheduleAsync(EngineRig rig, string name) =>
        rig.Client.ScheduleNewOrchestrationInstanceAsync(name, 0, new StartOrchestrationOptions("a")
        {
            Tags = Own,
        });

    private static IEnumerable<Dictionary<string, string>> Tags(EngineRig rig, string id) =>
        Histories.Of(rig, id).Where(item => item.Kind is EventKind.TaskScheduled)
            .Select(item => new Dictionary<string, string>(
                item.Tags ?? new Dictionary<string, string>()));

    private static class Functions
    {
        private static TaskOptions Tagged => new(tags: new Dictionary<string, string>
        {
            ["colour"] = "red",
            ["size"] = "small",
        });

        [Function("RenewsOnce")]
        public static int RenewsOnce([OrchestrationTrigger] TaskOrchestrationContext context, int generation)
        {
            if (generation == 0)
            {
                context.ContinueAsNew(1);
            }

            return generation;
        }

        [Function("Nothing")]
        public static void Nothing([ActivityTrigger] object? input) => Assert.Null(input);

        [Function("CallsTagged")]
        public static async Task CallsTagged([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.CallActivityAsync("Nothing", Tagged);
            await context.CallActivityAsync("Nothing");
        }

        [Function("CallsTaggedChild")]
        public static Task CallsTaggedChild([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallSubOrchestratorAsync("RenewsOnce", 1, Tagged.WithInstanceId("child"));
    }
}
