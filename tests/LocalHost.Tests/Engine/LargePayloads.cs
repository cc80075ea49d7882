using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Engine;
using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Reading;
using TradingBase.LocalHost.Storage;
using Status = Microsoft.DurableTask.Client.OrchestrationRuntimeStatus;

namespace TradingBase.LocalHost.Tests.Engine;

public sealed class LargePayloadsInMemory() : LargePayloads(replayAlways: false);

public sealed class LargePayloadsReplayAlways() : LargePayloads(replayAlways: true);

public abstract class LargePayloads(bool replayAlways) : EngineContract(replayAlways)
{
    // Random letters hardly compress, so the store's size tells whether something was written again.
    private static readonly string Text = LargeFunctions.Letters(300_000);

    [Fact]
    public async Task Item40_LargeInputResultStatusAndOutput_ArriveWhole()
    {
        await using EngineRig rig = await StartAsync(typeof(LargeFunctions));

        OrchestrationMetadata end = await rig.RunAsync("Echoes", Text);

        Assert.Equal(Status.Completed, end.RuntimeStatus);
        Assert.Equal(Text, end.ReadInputAs<string>());
        Assert.Equal($"status {Text}", end.ReadCustomStatusAs<string>());
        Assert.Equal($"echo {Text}", end.ReadOutputAs<string>());
        Assert.Equal(rig.Seen.Lines, [$"Echo {Text.Length}"]);
        Assert.InRange(LargeFunctions.InlineBytes(rig), 1, 3_000);
    }

    [Theory]
    [InlineData(65_534, 0)]
    [InlineData(65_535, 1)]
    public async Task Item40_TheLongestInLine_IsSixtyFourKilobytes(int letters, int payloads)
    {
        await using EngineRig rig = await StartAsync(typeof(LargeFunctions));
        string text = LargeFunctions.Letters(letters);

        // With the two quotes of JSON.
        OrchestrationMetadata end = await rig.RunAsync("Length", text);

        Assert.Equal(letters, end.ReadOutputAs<int>());
        Assert.Equal(payloads, LargeFunctions.Payloads(rig));
    }

    [Fact]
    public async Task Item40_LargeEvent_SurvivesCrashAndReplayUntilItIsTaken()
    {
        await using EngineRig rig = await StartAsync(typeof(LargeFunctions));
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Waits", new StartOrchestrationOptions("a"));
        await rig.Client.RaiseEventAsync("a", "Later", Text);
        await rig.CrashAndRestartAsync();
        await rig.Client.RaiseEventAsync("a", "First", "short");

        Assert.Equal($"short{Text}", (await rig.EndAsync("a")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Item40_LargeTerminationOutput_IsKept()
    {
        await using EngineRig rig = await StartAsync(typeof(LargeFunctions));
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Waits", new StartOrchestrationOptions("a"));
        await rig.Client.TerminateInstanceAsync("a", (object)Text);

        OrchestrationMetadata end = await rig.EndAsync("a");

        Assert.Equal(Status.Terminated, end.RuntimeStatus);
        Assert.Equal(Text, end.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Item40_LargeExceptionText_FailsTheActivityAndTheOrchestration()
    {
        await using EngineRig rig = await StartAsync(typeof(LargeFunctions));

        OrchestrationMetadata end = await rig.RunAsync("Throws", 200_000);

        Assert.Equal(Status.Failed, end.RuntimeStatus);
        Assert.Contains(LargeFunctions.Letters(200_000), end.FailureDetails!.InnerFailure!.ErrorMessage);
    }

    [Fact]
    public async Task Item40_LargeChild_GivesItsOutputToItsParentAcrossACrash()
    {
        await using EngineRig rig = await StartAsync(typeof(LargeFunctions));
        await rig.Client.ScheduleNewOrchestrationInstanceAsync(
            "Parent", Text, new StartOrchestrationOptions("a"));
        await rig.SettleAsync();
        await rig.CrashAndRestartAsync();
        await rig.Client.RaiseEventAsync("a-child", "First", Text);
        await rig.SettleAsync();
        await rig.CrashAndRestartAsync();
        await rig.Client.RaiseEventAsync("a-child", "Later", "!");

        Assert.Equal($"{Text}!", (await rig.EndAsync("a")).ReadOutputAs<string>());
        Assert.Equal($"{Text}!", (await rig.GetAsync("a-child")).ReadOutputAs<string>());
        await PurgeAsync(rig);
        Assert.Equal(0, LargeFunctions.Payloads(rig));
    }

    [Fact]
    public async Task Item40_LargeSentEvent_Arrives()
    {
        await using EngineRig rig = await StartAsync(typeof(LargeFunctions));
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Waits", new StartOrchestrationOptions("a"));
        await rig.SettleAsync();
        await rig.RunAsync("Sends", Text);
        await rig.CrashAndRestartAsync();
        await rig.Client.RaiseEventAsync("a", "Later", "!");

        Assert.Equal($"{Text}!", (await rig.EndAsync("a")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Item40_ContinueAsNew_KeepsWhatIsCarriedAndForgetsTheRest()
    {
        await using EngineRig rig = await StartAsync(typeof(LargeFunctions));
        await rig.Client.ScheduleNewOrchestrationInstanceAsync(
            "Renews", "short", new StartOrchestrationOptions("a"));
        await rig.Client.RaiseEventAsync("a", "Kept", Text);
        for (int generation = 0; generation < 5; generation++)
        {
            await rig.Client.RaiseEventAsync("a", "Go", Text);
            await rig.SettleAsync();

            // The input, the status and the one event that nobody took.
            Assert.Equal(3, LargeFunctions.Payloads(rig));
            await rig.CrashAndRestartAsync();
        }

        await rig.Client.RaiseEventAsync("a", "Go", "stop");
        Assert.Equal(Text, (await rig.EndAsync("a")).ReadOutputAs<string>());
        await PurgeAsync(rig);
        Assert.Equal(0, LargeFunctions.Payloads(rig));
    }

    [Fact]
    public async Task Item40_CrashAtAnyCommit_LargeResultsArriveWhole()
    {
        await using EngineRig rig = await StartAsync(typeof(LargeFunctions));
        Random random = new(40);
        string[] ids = await Task.WhenAll(Enumerable.Range(0, 4).Select(
            i => rig.Client.ScheduleNewOrchestrationInstanceAsync(
                "Chain", Text, new StartOrchestrationOptions($"i{i}"))));

        for (int crash = 0; crash < 6; crash++)
        {
            long commits = rig.Store.Writer.Commits + random.Next(1, 4);
            while (rig.Store.Writer.Commits < commits && !rig.Engine.WhenIdleAsync().IsCompleted)
            {
                await Task.Yield();
            }

            await rig.CrashAndRestartAsync();
        }

        foreach (string id in ids)
        {
            Assert.Equal($"echo echo echo {Text}", (await rig.EndAsync(id)).ReadOutputAs<string>());
        }

        await PurgeAsync(rig);
        Assert.Equal(0, LargeFunctions.Payloads(rig));
    }

    [Fact]
    public async Task Item40_ManyCustomStatuses_LeaveOnlyTheLast()
    {
        await using EngineRig rig = await StartAsync(typeof(LargeFunctions));
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Tells", new StartOrchestrationOptions("a"));
        for (int i = 0; i < 4; i++)
        {
            await rig.Client.RaiseEventAsync("a", "Tell", 1);
        }

        Assert.Equal(1, LargeFunctions.Payloads(rig));
        Assert.Equal($"4{LargeFunctions.Letters(100_000)}", (await rig.GetAsync("a"))
            .ReadCustomStatusAs<string>());
    }

    [Fact]
    public async Task Item40_ALargeResultThatFoundNoRoom_IsKeptWhenThereIsSome()
    {
        using LogRecorder log = new();
        await using EngineRig rig = await EngineRig.StartAsync(Options, [typeof(LargeFunctions)], log);
        await rig.Client.ScheduleNewOrchestrationInstanceAsync(
            "AsksLater", new StartOrchestrationOptions("a"));
        await rig.SettleAsync();
        await rig.Store.Writer.WriteAsync(new Pragma("PRAGMA max_page_count=1"));
        await rig.Client.RaiseEventAsync("a", "Go", Text.Length);
        while (!log.Lines(typeof(EngineCore).FullName!).Any(line => line.Contains("could not be kept")))
        {
            await Task.Yield();
        }

        await rig.Store.Writer.WriteAsync(new Pragma("PRAGMA max_page_count=100000"));
        await rig.SettleUntilAsync(() => rig.Clock.Advance(TimeSpan.FromSeconds(1)), "a");

        Assert.Equal(Text, (await rig.GetAsync("a")).ReadOutputAs<string>());
        await PurgeAsync(rig);
        Assert.Equal(0, LargeFunctions.Payloads(rig));
    }

    [Fact]
    public async Task History_OfLargePayloads_TellsTheirLengthOrThem()
    {
        await using EngineRig rig = await StartAsync(typeof(LargeFunctions));
        string id = (await rig.RunAsync("Echoes", Text)).InstanceId;

        PayloadDocument brief = Result(rig, id, PayloadDocument.UsualLimit);
        PayloadDocument whole = Result(rig, id, 1_000_000);

        Assert.Equal(Text.Length + 7, brief.Bytes);
        Assert.Null(brief.Value);
        Assert.Equal($"echo {Text}", whole.Value!.Value.GetString());
    }

    private static PayloadDocument Result(EngineRig rig, string id, int limit) => rig.Store
        .Read(connection => InstanceReader.History(connection, id, new() { PayloadLimit = limit }))!
        .Events.Single(entry => entry.Kind is EventKind.TaskCompleted).Payload!;

    private static Task<PurgeResult> PurgeAsync(EngineRig rig) => rig.Client.PurgeAllInstancesAsync(
        new PurgeInstancesFilter(null, null, [Status.Completed, Status.Terminated]));

    private sealed class Pragma(string sql) : AwaitedStoreCommand
    {
        public override void Execute(StoreConnection connection) => connection.Scalar(sql);
    }
}
