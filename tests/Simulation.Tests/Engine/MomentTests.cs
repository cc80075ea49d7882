using Microsoft.DurableTask;
using TradingBase.LocalHost.Engine;
using TradingBase.LocalHost.Storage;

namespace TradingBase.Simulation.Tests.Engine;

/// <summary>Moments that threads meet once in a year, made on purpose.</summary>
public sealed class MomentTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tradingbase-moment-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Raise_WhileItsReceiverIsBeingReplaced_IsRefusedAndNotForgotten(bool replayAlways)
    {
        VirtualTime time = new();
        Trace trace = new(_folder.FullName);
        EngineLife life = new(
            Path.Combine(_folder.FullName, "store.db"),
            time,
            new() { ReplayAlways = replayAlways },
            new(time, trace),
            trace,
            disk: null,
            fast: 0);
        life.Start();
        _ = Start(life, "first");
        Settle(life);

        // The step that takes the event in runs when the replacement is on the disk and not told yet.
        life.Store.Writer.Send(new Beside(() => Settle(life, commits: false)));
        Task replaced = Start(life, "second");
        Task? raised = null;
        life.Thread.Run(() => raised = life.Client.RaiseEventAsync("a", "e", 1));
        Settle(life);

        Assert.True(replaced.IsCompletedSuccessfully);
        Assert.IsType<InstanceStateException>(raised!.Exception?.InnerException);
        life.Kill();
    }

    private static Task Start(EngineLife life, string run)
    {
        Step wait = new() { Kind = StepKind.Wait, Path = "0", Name = "e" };
        ProgramInput program = new(run, [wait], 1, 0, [], DateTime.MinValue);
        Task? started = null;
        life.Thread.Run(() => started = life.Client.ScheduleNewOrchestrationInstanceAsync(
            SimulatedProgram.Name, program, new StartOrchestrationOptions("a") { DedupeStatuses = [] }));
        return started!;
    }

    private static void Settle(EngineLife life, bool commits = true)
    {
        while (life.Thread.Ready > 0 || (commits && life.Store.Writer.Ready > 0))
        {
            if (life.Thread.Ready > 0 && (!commits || life.Store.Writer.Ready == 0))
            {
                life.Thread.RunReady(0);
            }
            else
            {
                life.Thread.Run(() => life.Store.Writer.Commit(int.MaxValue));
            }
        }
    }

    /// <summary>What others do between a commit and its news.</summary>
    private sealed class Beside(Action work) : StoreCommand
    {
        public override void Execute(StoreConnection connection)
        {
            // Only afterwards.
        }

        public override void Committed() => work();

        public override void Failed(Exception reason) =>
            throw new InvalidOperationException("A sound store took nothing.", reason);
    }
}
