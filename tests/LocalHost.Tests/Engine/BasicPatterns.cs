using System.Text.Json.Nodes;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace TradingBase.LocalHost.Tests.Engine;

public sealed class BasicPatternsInMemory() : BasicPatterns(replayAlways: false);

public sealed class BasicPatternsReplayAlways() : BasicPatterns(replayAlways: true);

public abstract class BasicPatterns(bool replayAlways) : EngineContract(replayAlways)
{
    [Fact]
    public async Task Item01_EmptyOrchestration_CompletesWithItsId()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));

        OrchestrationMetadata end = await rig.RunAsync("Empty");

        Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus);
        Assert.Equal(32, end.InstanceId.Length);
        Assert.Null(end.SerializedOutput);
    }

    [Fact]
    public async Task Item02_SingleActivity_OutputIsTheActivitysAndEachEventIsLoggedOnce()
    {
        var log = new LogRecorder();
        await using EngineRig rig = await EngineRig.StartAsync(Options, [typeof(Functions)], log);

        OrchestrationMetadata end = await rig.RunAsync("Single", "Ann");
        await rig.SettleAsync();

        Assert.Equal("Hello Ann", end.ReadOutputAs<string>());
        // Once each: an activity on its own thread may be heard of before the step that asked for it.
        Assert.Equal(
            ["ActivityCompleted", "ActivityStarted", "OrchestrationCompleted", "OrchestrationStarted"],
            log.Events.Select(item => item.Name).Order(StringComparer.Ordinal));
        Assert.All(log.Events, item => Assert.Contains(end.InstanceId, item.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Item03_ActivityChain_EachIsFedByTheFormersResult()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));

        Assert.Equal(10, (await rig.RunAsync("Chain", 10)).ReadOutputAs<int>());
    }

    [Theory]
    [InlineData(10)]
    [InlineData(1_000)]
    public async Task Item04_ActivityFanOut_ResultsInCallOrder(int count)
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));

        int[] results = (await rig.RunAsync("FanOut", count)).ReadOutputAs<int[]>()!;

        Assert.Equal(Enumerable.Range(1, count), results);
    }

    [Fact]
    public async Task Item05_IsReplaying_IsTrueForAllButTheNewestStep()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));

        bool[] seen = (await rig.RunAsync("Replaying")).ReadOutputAs<bool[]>()!;

        Assert.Equal(ReplayAlways ? [true, true, false] : [false, false, false], seen);
    }

    [Fact]
    public async Task Item06_CurrentUtcDateTime_IsStableMovesOnAndRoundTrips()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        string id = await rig.Client.ScheduleNewOrchestrationInstanceAsync("Times");
        await rig.AdvanceAsync(TimeSpan.FromMinutes(1));

        DateTime[] seen = (await rig.EndAsync(id)).ReadOutputAs<DateTime[]>()!;

        Assert.Equal(seen[0], seen[1]);
        Assert.Equal(TimeSpan.FromMinutes(1), seen[2] - seen[0]);
        Assert.Equal(DateTimeKind.Utc, seen[1].Kind);
    }

    [Fact]
    public async Task Item07_NewGuid_IsUniqueStableAndBitExact()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));

        await rig.Client.ScheduleNewOrchestrationInstanceAsync(
            "Guids", new StartOrchestrationOptions("guids"));
        Guid[] seen = (await rig.EndAsync("guids")).ReadOutputAs<Guid[]>()!;

        // Made apart from the engine: uuid5(namespace, "guids_2026-01-05T14:30:00.0000000Z_0") and _1.
        Assert.Equal(new Guid("9bfc65a1-5626-5e88-859f-43111381e35f"), seen[0]);
        Assert.Equal(seen.Length, seen.Distinct().Count());
    }

    [Fact]
    public async Task Item08_SpecialSerialization_JsonNodesGoInAndOut()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));

        JsonNode end = (await rig.RunAsync("Json", new JsonObject { ["key"] = 1 })).ReadOutputAs<JsonNode>()!;

        Assert.Equal(1, (int)end["key"]!);
        Assert.Equal(2, (int)end["more"]!);
    }

    [Fact]
    public async Task Item09_CustomStatus_IsVisibleWhileRunningAndAfter()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        string id = await rig.Client.ScheduleNewOrchestrationInstanceAsync("Status");
        OrchestrationMetadata running = await rig.Client.WaitForInstanceStartAsync(id, true);

        Assert.Equal("waiting", running.ReadCustomStatusAs<string>());
        await rig.Client.RaiseEventAsync(id, "Go");
        OrchestrationMetadata end = await rig.EndAsync(id);
        Assert.Equal(("done", 2), end.ReadCustomStatusAs<(string, int)>());
    }

    [Fact]
    public async Task Item12_EachActivityExecution_HasAScopeOfItsOwn()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions), typeof(Scoped));

        Guid[] scopes = (await rig.RunAsync("Scopes")).ReadOutputAs<Guid[]>()!;

        Assert.Equal(3, scopes.Distinct().Count());
    }

    [Fact]
    public async Task Item13_TaskOptionsAsInput_AreRefused()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));

        OrchestrationMetadata end = await rig.RunAsync("OptionsAsInput");

        Assert.Equal(typeof(ArgumentException).FullName, end.FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task Item65_ReplaySafeLogger_LogsOnce()
    {
        var log = new LogRecorder();
        await using EngineRig rig = await EngineRig.StartAsync(Options, [typeof(Functions)], log);

        await rig.RunAsync("Logging");
        await rig.SettleAsync();

        Assert.Equal(["one", "two", "three"], log.Lines("orchestrator"));
    }

    private static class Functions
    {
        [Function("Empty")]
        public static Task<object?> Empty([OrchestrationTrigger] TaskOrchestrationContext context) =>
            Task.FromResult<object?>(null);

        [Function("Single")]
        public static Task<string> Single(
            [OrchestrationTrigger] TaskOrchestrationContext context, string name) =>
            context.CallActivityAsync<string>("Hello", name);

        [Function("Hello")]
        public static string Hello([ActivityTrigger] string name) => $"Hello {name}";

        [Function("PlusOne")]
        public static int PlusOne([ActivityTrigger] int value) => value + 1;

        [Function("Chain")]
        public static async Task<int> Chain(
            [OrchestrationTrigger] TaskOrchestrationContext context, int count)
        {
            int value = 0;
            for (int i = 0; i < count; i++)
            {
                value = await context.CallActivityAsync<int>("PlusOne", value);
            }

            return value;
        }

        [Function("FanOut")]
        public static Task<int[]> FanOut(
            [OrchestrationTrigger] TaskOrchestrationContext context, int count) =>
            Task.WhenAll(Enumerable.Range(0, count).Select(i =>
                context.CallActivityAsync<int>("PlusOne", i)));

        [Function("Replaying")]
        public static async Task<bool[]> Replaying([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            List<bool> seen = [context.IsReplaying];
            await context.CreateTimer(TimeSpan.Zero, CancellationToken.None);
            seen.Add(context.IsReplaying);
            await context.CreateTimer(TimeSpan.Zero, CancellationToken.None);
            seen.Add(context.IsReplaying);
            return [.. seen];
        }

        [Function("Echo")]
        public static DateTime Echo([ActivityTrigger] DateTime time) => time;

        [Function("Times")]
        public static async Task<DateTime[]> Times([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            DateTime first = context.CurrentUtcDateTime;
            DateTime echoed = await context.CallActivityAsync<DateTime>("Echo", first);
            await context.CreateTimer(first.AddMinutes(1), CancellationToken.None);
            return [first, echoed, context.CurrentUtcDateTime];
        }

        [Function("Guids")]
        public static async Task<Guid[]> Guids([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            List<Guid> guids = [context.NewGuid(), context.NewGuid()];
            await context.CreateTimer(TimeSpan.Zero, CancellationToken.None);
            guids.Add(context.NewGuid());
            return [.. guids];
        }

        [Function("Json")]
        public static Task<JsonNode> Json(
            [OrchestrationTrigger] TaskOrchestrationContext context, JsonNode input) =>
            context.CallActivityAsync<JsonNode>("AddMore", input);

        [Function("AddMore")]
        public static JsonNode AddMore([ActivityTrigger] JsonNode input)
        {
            input["more"] = 2;
            return input;
        }

        [Function("Status")]
        public static async Task Status([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            context.SetCustomStatus("waiting");
            await context.WaitForExternalEvent<object>("Go");
            context.SetCustomStatus(("done", 2));
        }

        [Function("Scopes")]
        public static Task<Guid[]> Scopes([OrchestrationTrigger] TaskOrchestrationContext context) =>
            Task.WhenAll(Enumerable.Range(0, 3).Select(_ => context.CallActivityAsync<Guid>("Scope")));

        [Function("OptionsAsInput")]
        public static Task<int> OptionsAsInput([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallActivityAsync<int>("PlusOne", input: new TaskOptions());

        [Function("Logging")]
        public static async Task Logging([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            LogRecorder.Write(context.CreateReplaySafeLogger("orchestrator"), "one");
            await context.CallActivityAsync<int>("PlusOne", 1);
            LogRecorder.Write(context.CreateReplaySafeLogger("orchestrator"), "two");
            await context.CreateTimer(TimeSpan.Zero, CancellationToken.None);
            LogRecorder.Write(context.CreateReplaySafeLogger("orchestrator"), "three");
        }
    }

    private sealed class Scoped(ScopedThing thing, ScopedThing same)
    {
        [Function("Scope")]
        public Guid Run([ActivityTrigger] object? input)
        {
            Assert.Null(input);
            Assert.Same(thing, same);
            return thing.Id;
        }
    }
}
