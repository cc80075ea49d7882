using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Storage;
using Status = Microsoft.DurableTask.Client.OrchestrationRuntimeStatus;

namespace TradingBase.LocalHost.Tests.Engine;

public sealed class PurgeAndQueriesInMemory() : PurgeAndQueries(replayAlways: false);

public sealed class PurgeAndQueriesReplayAlways() : PurgeAndQueries(replayAlways: true);

public abstract class PurgeAndQueries(bool replayAlways) : EngineContract(replayAlways)
{
    [Fact]
    public async Task Item57_Purge_RemovesTheEndedAndNeverTheRunning()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        string ended = (await rig.RunAsync("Echo", "text")).InstanceId;
        await ScheduleAsync(rig, "Waits", "a");

        Assert.Equal(0, (await rig.Client.PurgeInstanceAsync("nobody")).PurgedInstanceCount);
        Assert.Equal(0, (await rig.Client.PurgeInstanceAsync("a")).PurgedInstanceCount);
        Assert.Equal(1, (await rig.Client.PurgeInstanceAsync(ended)).PurgedInstanceCount);
        Assert.Null(await rig.Client.GetInstanceAsync(ended));
    }

    [Fact]
    public async Task Item57_PurgeRecursive_TakesTheChildrenToo()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        string id = (await rig.RunAsync("ParentOfEcho")).InstanceId;

        PurgeResult result = await rig.Client.PurgeInstanceAsync(
            id, new PurgeInstanceOptions(Recursive: true));

        Assert.Equal(2, result.PurgedInstanceCount);
        Assert.Null(await rig.Client.GetInstanceAsync("echo"));
    }

    [Fact]
    public async Task Item57_PurgeByFilter_TakesTheWindowAndTheStatuses()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        DateTimeOffset begin = rig.Clock.GetUtcNow();
        await Task.WhenAll(Enumerable.Range(0, 300).Select(i => rig.RunAsync("Echo", $"{i}")));
        await rig.AdvanceAsync(TimeSpan.FromHours(1));
        string late = (await rig.RunAsync("Echo", "late")).InstanceId;
        await rig.RunAsync("Nobody");

        PurgeResult window = await rig.Client.PurgeAllInstancesAsync(new(begin, begin.AddMinutes(1)));
        PurgeResult failed = await rig.Client.PurgeAllInstancesAsync(new(Statuses: [Status.Failed]));

        Assert.Equal((300, true), (window.PurgedInstanceCount, window.IsComplete));
        Assert.Equal(1, failed.PurgedInstanceCount);
        Assert.NotNull(await rig.Client.GetInstanceAsync(late));
    }

    [Fact]
    public async Task Item57_PurgeThatRunsOutOfTime_SaysSoAndGoesOnWhenAskedAgain()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        await Task.WhenAll(Enumerable.Range(0, 600).Select(i => rig.RunAsync("Echo", $"{i}")));
        PurgeInstancesFilter filter = new() { Timeout = TimeSpan.FromSeconds(1) };
        using ManualResetEventSlim door = new();
        Task held = rig.Store.Writer.WriteAsync(new Doing(door.Wait));

        // While the writer is held up, the first commit of the purge and the passing of time line up.
        Task<PurgeResult> purge = rig.Client.PurgeAllInstancesAsync(filter);
        Doing wait = new(() => rig.Clock.Advance(TimeSpan.FromSeconds(2)));
        Task passed = rig.Store.Writer.WriteAsync(wait);
        door.Set();
        await Task.WhenAll(held, passed);
        PurgeResult first = await purge;
        PurgeResult second = await rig.Client.PurgeAllInstancesAsync(filter with { Timeout = null });

        Assert.False(first.IsComplete);
        Assert.InRange(first.PurgedInstanceCount, 1, 599);
        Assert.True(second.IsComplete);
        Assert.Equal(600, first.PurgedInstanceCount + second.PurgedInstanceCount);
    }

    [Fact]
    public async Task Item57_PurgeByWindowThroughTheExtension_LeavesTheRunningAlone()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        DateTimeOffset begin = rig.Clock.GetUtcNow();
        await rig.RunAsync("Echo", "text");
        await ScheduleAsync(rig, "Waits", "a");
        await rig.SettleAsync();

        PurgeResult result = await rig.Client.PurgeInstancesAsync(
            begin, begin.AddMinutes(1), [Status.Completed, Status.Running]);

        Assert.Equal((1, true), (result.PurgedInstanceCount, result.IsComplete));
        Assert.Equal(Status.Running, (await rig.GetAsync("a")).RuntimeStatus);
    }

    [Fact]
    public async Task Item60_EndedIds_ComeByTheWindowOfTheirEndAndPageByPage()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        DateTimeOffset begin = rig.Clock.GetUtcNow();
        for (int i = 0; i < 6; i++)
        {
            await rig.Client.ScheduleNewOrchestrationInstanceAsync(
                i == 3 ? "Nobody" : "Echo", $"{i}", new StartOrchestrationOptions($"ended-{i}"));
            await rig.AdvanceAsync(TimeSpan.FromMinutes(1));
        }

        await ScheduleAsync(rig, "Waits", "running");
        List<string[]> pages = [];
        string? key = null;
        do
        {
            Page<string> page = await rig.Client.ListInstanceIdsAsync(
                completedTimeFrom: begin.AddMinutes(1), pageSize: 2, lastInstanceKey: key);
            pages.Add([.. page.Values]);
            key = page.ContinuationToken;
        }
        while (key is not null);

        Page<string> failed = await rig.Client.ListInstanceIdsAsync(
            [Status.Failed], begin, begin.AddMinutes(4));
        Assert.Equal([["ended-1", "ended-2"], ["ended-3", "ended-4"], ["ended-5"]], pages);
        Assert.Equal(["ended-3"], failed.Values);
        await Assert.ThrowsAsync<ArgumentException>(
            () => rig.Client.ListInstanceIdsAsync(lastInstanceKey: "no key"));
    }

    [Fact]
    public async Task Item60_Pages_AreResumedWithTheirTokens()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        for (int i = 0; i < 21; i++)
        {
            await ScheduleAsync(rig, "Waits", $"page-{i:00}");
        }

        await ScheduleAsync(rig, "Waits", "other");
        List<Page<OrchestrationMetadata>> fives = await PagesAsync(
            rig, new(InstanceIdPrefix: "page-", PageSize: 5));
        string token = fives[1].ContinuationToken!;
        List<Page<OrchestrationMetadata>> fours = await PagesAsync(
            rig, new(InstanceIdPrefix: "page-", PageSize: 4, ContinuationToken: token));

        Assert.Equal([5, 5, 5, 5, 1], fives.Select(page => page.Values.Count));
        Assert.Equal([4, 4, 3], fours.Select(page => page.Values.Count));
        Assert.Equal(
            fives.Skip(2).SelectMany(page => page.Values).Select(item => item.InstanceId),
            fours.SelectMany(page => page.Values).Select(item => item.InstanceId));
    }

    [Fact]
    public async Task Item60_Queries_FilterByTimeStatusAndPayloads()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        await rig.RunAsync("Echo", "early");
        await rig.AdvanceAsync(TimeSpan.FromHours(1));
        DateTimeOffset late = rig.Clock.GetUtcNow();
        await rig.RunAsync("Echo", "late");
        await ScheduleAsync(rig, "Waits", "a");
        await rig.SettleAsync();

        OrchestrationQuery query = new(late, Statuses: [Status.Completed], FetchInputsAndOutputs: true);
        List<Page<OrchestrationMetadata>> pages = await PagesAsync(rig, query);
        Page<string> ids = await rig.Client.ListInstanceIdsAsync([Status.Completed], completedTimeTo: late);

        Assert.Equal("late", Assert.Single(Assert.Single(pages).Values).ReadInputAs<string>());
        Assert.Single(ids.Values);
    }

    [Fact]
    public async Task Item60_PagesOfNothing_AreRefused()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        await rig.RunAsync("Echo", "text");

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => PagesAsync(rig, new(PageSize: 0)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => rig.Client.ListInstanceIdsAsync(pageSize: 0));
    }

    // Each look at the store takes a second of the clock's.
    private static Task<string> ScheduleAsync(EngineRig rig, string name, string id, params Status[] dedupe)
    {
        StartOrchestrationOptions options = new(id);
        return rig.Client.ScheduleNewOrchestrationInstanceAsync(
            name, null, dedupe.Length == 0 ? options : options.WithDedupeStatuses(dedupe));
    }

    private static async Task<List<Page<OrchestrationMetadata>>> PagesAsync(
        EngineRig rig, OrchestrationQuery query)
    {
        List<Page<OrchestrationMetadata>> pages = [];
        await foreach (Page<OrchestrationMetadata> page in rig.Client.GetAllInstancesAsync(query).AsPages())
        {
            pages.Add(page);
        }

        return pages;
    }

    private sealed class Doing(Action what) : AwaitedStoreCommand
    {
        public override void Execute(StoreConnection connection) => what();
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

        [Function("ParentOfEcho")]
        public static Task ParentOfEcho([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallSubOrchestratorAsync("Echo", "text", new SubOrchestrationOptions(instanceId: "echo"));
    }
}
