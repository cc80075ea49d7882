using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Engine.Endurance;
using TradingBase.LocalHost.Engine.Tables;

namespace TradingBase.LocalHost.Tests.Engine.Endurance;

public sealed class RetentionInMemory() : Retention(replayAlways: false);

public sealed class RetentionReplayAlways() : Retention(replayAlways: true);

/// <summary>What the housekeeper does as time goes by.</summary>
public abstract class Retention(bool replayAlways) : EngineContract(replayAlways)
{
    [Fact]
    public async Task Ended_LongerAgoThanTheRetention_AreForgottenAndNothingElse()
    {
        await using EngineRig rig = await StartAsync(TimeSpan.FromDays(3));
        await rig.RunAsync("Echo", "old");
        foreach (string id in (string[])["late", "never"])
        {
            StartOrchestrationOptions options = new(id);
            await rig.Client.ScheduleNewOrchestrationInstanceAsync("Waits", options);
        }

        await rig.AdvanceAsync(TimeSpan.FromDays(2));
        await rig.Client.RaiseEventAsync("late", "Go");
        await rig.EndAsync("late");
        string[] before = await IdsAsync(rig);

        await rig.AdvanceAsync(TimeSpan.FromHours(25));

        Assert.Equal(3, before.Length);
        Assert.Equal(["late", "never"], await IdsAsync(rig));
        await rig.AdvanceAsync(TimeSpan.FromDays(2));
        Assert.Equal(["never"], await IdsAsync(rig));
    }

    [Fact]
    public async Task Ended_WhileTheClockWasAheadForAWhile_HoldNothingElseBack()
    {
        await using EngineRig rig = await StartAsync(TimeSpan.FromDays(3));
        await rig.AdvanceAsync(TimeSpan.FromDays(9));
        string ahead = (await rig.RunAsync("Echo", "ahead")).InstanceId;
        rig.Clock.SetBack(TimeSpan.FromDays(9));
        await rig.RunAsync("Echo", "old");

        await rig.AdvanceAsync(TimeSpan.FromDays(9) + TimeSpan.FromHours(2));

        Assert.Equal([ahead], await IdsAsync(rig));
    }

    [Fact]
    public async Task NoRetention_KeepsEverything()
    {
        await using EngineRig rig = await StartAsync(null);
        await rig.RunAsync("Echo", "old");

        await rig.AdvanceAsync(TimeSpan.FromDays(20));

        Assert.Single(await IdsAsync(rig));
    }

    [Fact]
    public async Task File_AfterAPurge_ShrinksToNearItsFormerSize()
    {
        await using EngineRig rig = await StartAsync(null);
        await rig.RunAsync("Echo", "small");
        await rig.Store.Writer.ShortenLogAsync();
        long small = Size(rig);
        string id = (await rig.RunAsync("Echo", "large")).InstanceId;
        long key = rig.Store.Read(connection => InstanceStore.Find(connection, id))!.Value.Key;
        await rig.Store.Writer.WriteAsync(new Weight(key, 24 << 20));
        await rig.Store.Writer.ShortenLogAsync();
        long large = Size(rig);
        await rig.Client.PurgeInstanceAsync(id);

        await rig.AdvanceAsync(Housekeeper.FirstRound);

        Assert.InRange(large, small + (24 << 20), long.MaxValue);
        Assert.InRange(Size(rig), small, small + (VacuumCommit.Pages * 4096));
        Assert.Equal(0, new FileInfo(rig.Store.Path + "-wal").Length);
        Assert.Equal("small", (await rig.RunAsync("Echo", "small")).ReadOutputAs<string>());
        Assert.Equal("ok", rig.Store.Read(connection => connection.Scalar("PRAGMA integrity_check")));
    }

    private static long Size(EngineRig rig) => new FileInfo(rig.Store.Path).Length;

    private static async Task<string[]> IdsAsync(EngineRig rig)
    {
        List<string> ids = [];
        await foreach (OrchestrationMetadata instance in rig.Client.GetAllInstancesAsync())
        {
            ids.Add(instance.InstanceId);
        }

        return [.. ids];
    }

    private Task<EngineRig> StartAsync(TimeSpan? retention) => EngineRig.StartAsync(
        Options with { Retention = retention }, [typeof(Functions)]);

    private static class Functions
    {
        [Function("Echo")]
        public static string? Echo([OrchestrationTrigger] TaskOrchestrationContext context, string? text) =>
            text;

        [Function("Waits")]
        public static Task<object> Waits([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.WaitForExternalEvent<object>("Go");
    }
}
