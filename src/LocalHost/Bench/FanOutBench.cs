using System.Diagnostics;

namespace TradingBase.LocalHost.Bench;

/// <summary>One instance with many activities at once.</summary>
/// <param name="folder">Where the stores are made.</param>
internal sealed class FanOutBench(string folder)
{
    /// <summary>Measures one size.</summary>
    internal async Task<FanOutTime> RunAsync(int activities, int runs, CancellationToken cancellation)
    {
        double seconds = Samples.Median(
            await Samples.TakeAsync(runs, () => TimeAsync(activities, cancellation)));
        double? heap = activities >= 1_000 ? await HeapAsync(activities, cancellation) : null;
        return new(activities, seconds, activities / seconds, heap);
    }

    private async Task<double> TimeAsync(int activities, CancellationToken cancellation)
    {
        await using BenchRig rig = await BenchRig.StartAsync(folder);
        long begun = Stopwatch.GetTimestamp();
        await rig.RunAsync(nameof(HelloFanOut), activities, cancellation);
        return Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    // With one activity still under way and all others answered everything is in memory that ever is.
    private async Task<double> HeapAsync(int activities, CancellationToken cancellation)
    {
        await using BenchRig rig = await BenchRig.StartAsync(folder);
        long before = InUse();
        string id = await rig.Client.ScheduleNewOrchestrationInstanceAsync(
            nameof(HeldFanOut), activities, cancellation);
        await rig.Gate.Reached.Task.WaitAsync(cancellation);
        long steps = 0;
        while (rig.Engine.Counters.Steps != steps)
        {
            steps = rig.Engine.Counters.Steps;
            await Task.Delay(50, cancellation);
        }

        long held = InUse() - before;
        rig.Gate.Open.SetResult();
        await rig.Client.WaitForInstanceCompletionAsync(id, cancellation);
        return (double)held / activities;
    }

    // What former runs left to their finalizers must not count as freed by this one.
    private static long InUse()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
