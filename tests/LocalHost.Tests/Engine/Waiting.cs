using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Status = Microsoft.DurableTask.Client.OrchestrationRuntimeStatus;

namespace TradingBase.LocalHost.Tests.Engine;

public sealed class WaitingInMemory() : Waiting(replayAlways: false);

public sealed class WaitingReplayAlways() : Waiting(replayAlways: true);

public abstract class Waiting(bool replayAlways) : EngineContract(replayAlways)
{
    [Fact]
    public async Task Item51_WaitForStart_EndsOnceTheInstanceIsNoLongerPending()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        StartOrchestrationOptions later = new("a", rig.Clock.GetUtcNow().AddHours(1));
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Waits", later);
        Task<OrchestrationMetadata> waiting = rig.Client.WaitForInstanceStartAsync("a");

        await rig.AdvanceAsync(TimeSpan.FromMinutes(59));
        Assert.False(waiting.IsCompleted);
        await rig.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(Status.Running, (await waiting).RuntimeStatus);
    }

    [Theory]
    [InlineData("Ends", Status.Completed)]
    [InlineData("Fails", Status.Failed)]
    [InlineData("Waits", Status.Terminated)]
    public async Task Item51_WaitForCompletion_EndsWithEveryTerminalStatus(string name, Status status)
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        string id = await rig.Client.ScheduleNewOrchestrationInstanceAsync(name);
        Task<OrchestrationMetadata> before = rig.Client.WaitForInstanceCompletionAsync(id);
        if (status is Status.Terminated)
        {
            await rig.Client.TerminateInstanceAsync(id);
        }

        Assert.Equal(status, (await before).RuntimeStatus);
        Assert.Equal(status, (await rig.Client.WaitForInstanceCompletionAsync(id)).RuntimeStatus);
        Assert.Equal(status, (await rig.Client.WaitForInstanceStartAsync(id)).RuntimeStatus);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Item51_Wait_EndsWithItsTokenAndNotWithAnothers(bool start)
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        StartOrchestrationOptions later = new("a", rig.Clock.GetUtcNow().AddHours(1));
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Ends", later);
        using var mine = new CancellationTokenSource();
        using var others = new CancellationTokenSource();
        Task<OrchestrationMetadata> given = WaitAsync(mine.Token);
        Task<OrchestrationMetadata> kept = WaitAsync(others.Token);

        await mine.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => WaitAsync(mine.Token));
        await rig.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Equal("a", (await kept).InstanceId);

        Task<OrchestrationMetadata> WaitAsync(CancellationToken token) => start
            ? rig.Client.WaitForInstanceStartAsync("a", token)
            : rig.Client.WaitForInstanceCompletionAsync("a", token);
    }

    private static class Functions
    {
        [Function("Ends")]
        public static string Ends([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.InstanceId;

        [Function("Fails")]
        public static string Fails([OrchestrationTrigger] TaskOrchestrationContext context) =>
            throw new InvalidOperationException(context.InstanceId);

        [Function("Waits")]
        public static Task<object> Waits([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.WaitForExternalEvent<object>("Go");
    }
}
