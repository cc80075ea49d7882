using System.Diagnostics;
using TradingBase.LocalHost.Engine;
using TradingBase.LocalHost.Storage.Disks;

namespace TradingBase.LocalHost.Bench;

/// <summary>Sequences of five activities: many at once, one at a time, and one that is long.</summary>
/// <param name="folder">Where the stores are made.</param>
internal sealed class SequenceBench(string folder)
{
    internal const int Many = 1_000;

    /// <summary>Many instances at once.</summary>
    internal async Task<SequenceRun> ManyAsync(
        int instances, Disk? disk, CancellationToken cancellation, EngineOptions? options = null)
    {
        await using BenchRig rig = await BenchRig.StartAsync(folder, disk, options);
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long begun = Stopwatch.GetTimestamp();
        await rig.RunSequencesAsync(instances, cancellation);
        double seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        cpu = Environment.CpuUsage.TotalTime - cpu;
        return new(seconds, cpu.TotalSeconds, (double)rig.SizeWhenClosed() / instances);
    }

    /// <summary>What many instances at once do to the disk, for each.</summary>
    internal async Task<(double Fsyncs, double Bytes)> CountAsync(
        int instances, CancellationToken cancellation)
    {
        var disk = new CountingDisk();
        await using BenchRig rig = await BenchRig.StartAsync(folder, disk);
        (long syncs, long bytes) = (disk.Syncs, disk.BytesWritten);
        await rig.RunSequencesAsync(instances, cancellation);

        // What stands in the log only is still to be written to the file; closing does that.
        rig.Store.Dispose();
        return ((double)(disk.Syncs - syncs) / instances, (double)(disk.BytesWritten - bytes) / instances);
    }

    /// <summary>One instance after the other.</summary>
    /// <returns>The milliseconds of each.</returns>
    internal async Task<double[]> AloneAsync(int instances, Disk? disk, CancellationToken cancellation)
    {
        await using BenchRig rig = await BenchRig.StartAsync(folder, disk);
        double[] times = new double[instances];
        for (int i = 0; i < instances; i++)
        {
            long begun = Stopwatch.GetTimestamp();
            await rig.RunAsync(nameof(HelloSequence), i, cancellation);
            times[i] = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        }

        return times;
    }

    /// <summary>How many commits one instance alone waits for, each with one fsync.</summary>
    internal async Task<double> CommitsAloneAsync(CancellationToken cancellation)
    {
        await using BenchRig rig = await BenchRig.StartAsync(folder);
        await rig.RunAsync(nameof(HelloSequence), 0, cancellation);
        long commits = rig.Store.Writer.Commits;
        const int runs = 10;
        for (int i = 0; i < runs; i++)
        {
            await rig.RunAsync(nameof(HelloSequence), i, cancellation);
        }

        return (double)(rig.Store.Writer.Commits - commits) / runs;
    }

    /// <summary>Activities of one instance, one after the other.</summary>
    /// <returns>Activities per second.</returns>
    internal async Task<double> ChainAsync(int activities, CancellationToken cancellation)
    {
        await using BenchRig rig = await BenchRig.StartAsync(folder);
        long begun = Stopwatch.GetTimestamp();
        await rig.RunAsync(nameof(HelloChain), activities, cancellation);
        return activities / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }
}

/// <summary>One run of many sequences at once.</summary>
/// <param name="Seconds">From the first start to the last end.</param>
/// <param name="CpuSeconds">Processor time of the whole process meanwhile.</param>
/// <param name="Bytes">Size of the store for each instance.</param>
internal readonly record struct SequenceRun(double Seconds, double CpuSeconds, double Bytes);
