using TradingBase.LocalHost.Bench.Crashes;
using TradingBase.LocalHost.Engine;
using TradingBase.LocalHost.Storage.Disks;

namespace TradingBase.LocalHost.Bench;

/// <summary>Measures the engine as functions see it: classes, JSON payloads, a scope for each activity,
/// FULL.</summary>
/// <param name="folder">Where the stores are made; on the disk that is to be measured.</param>
/// <param name="only">The one part to measure; null for all.</param>
/// <param name="crashes">How often a process is killed, and at which points.</param>
/// <param name="progress">Told what is measured next.</param>
internal sealed class EngineBench(
    string folder, string? only, (int Kills, int Seed) crashes, Action<string> progress)
{
    private const int Runs = 5;

    /// <summary>The parts by name.</summary>
    internal static readonly IReadOnlyList<string> Parts =
        ["sequence", "alone", "fanOut", "sequential", "purge", "slowDisk", "strictCheck", "raw", "crash"];

    private static readonly (int Activities, int Runs)[] FanOuts =
        [(100, 9), (1_000, 7), (10_000, 3), (100_000, 3)];

    private readonly SequenceBench _sequences = new(folder);
    private readonly RawBench _raw = new(folder);

    /// <summary>Warms up, measures and gives medians of several runs.</summary>
    /// <param name="cancellationToken">Gives up between runs.</param>
    internal async Task<EngineBenchResult> RunAsync(CancellationToken cancellationToken)
    {
        await WarmUpAsync(cancellationToken);
        var result = new EngineBenchResult { Synchronous = await SynchronousAsync() };
        if (Wants("sequence"))
        {
            result = await SequencesAsync(result, cancellationToken);
        }

        if (Wants("alone"))
        {
            progress("one instance at a time");
            double[] alone = await _sequences.AloneAsync(1_000, null, cancellationToken);
            double fsyncs = await _sequences.CommitsAloneAsync(cancellationToken);
            result = result with
            {
                Alone = new(Samples.Percentile(alone, 0.5), Samples.Percentile(alone, 0.99), fsyncs),
            };
        }

        if (Wants("fanOut"))
        {
            result = result with { FanOut = await FanOutsAsync(cancellationToken) };
        }

        if (Wants("sequential"))
        {
            progress("activities one after the other");
            result = result with
            {
                SequentialActivitiesPerSecond = Samples.Median(await Samples.TakeAsync(
                    Runs, () => _sequences.ChainAsync(1_000, cancellationToken))),
            };
        }

        if (Wants("purge"))
        {
            progress("purge");
            (double rate, double pause) = await new PurgeBench(folder).RunAsync(20_000, cancellationToken);
            result = result with { PurgePerSecond = rate, PurgeLongestPauseMs = pause };
        }

        if (Wants("slowDisk"))
        {
            result = result with { SlowDisk = await SlowDiskAsync(cancellationToken) };
        }

        if (Wants("strictCheck"))
        {
            result = result with { StrictCheckPercent = await StrictCheckAsync(cancellationToken) };
        }

        if (Wants("raw"))
        {
            progress("SQLite itself");
            result = result with { RawSqlite = _raw.Run() };
        }

        if (Wants("crash"))
        {
            progress($"{crashes.Kills} kills, seed {crashes.Seed}");
            result = result with
            {
                Crash = await new CrashBench(folder, Self.Call)
                    .RunAsync(crashes.Kills, crashes.Seed, cancellationToken),
            };
        }

        return result;
    }

    /// <summary>Describes the machine.</summary>
    internal BenchMachine Machine() => new(
        Environment.ProcessorCount, _raw.FsyncMs(), Environment.Version.ToString());

    private bool Wants(string part) => only is null || only == part;

    // Long enough that the code measured is the code that the runtime ends with.
    private async Task WarmUpAsync(CancellationToken cancellation)
    {
        if (only is "raw" or "crash")
        {
            return;
        }

        progress("warm-up");
        for (int i = 0; i < 4; i++)
        {
            await _sequences.ManyAsync(SequenceBench.Many, null, cancellation);
        }

        await _sequences.AloneAsync(200, null, cancellation);
        await new FanOutBench(folder).RunAsync(5_000, 2, cancellation);
    }

    private async Task<EngineBenchResult> SequencesAsync(
        EngineBenchResult result, CancellationToken cancellation)
    {
        List<SequenceRate> rates = [];
        foreach (int instances in (int[])[200, SequenceBench.Many])
        {
            progress($"{instances} instances at once");
            List<SequenceRun> runs = await Samples.TakeAsync(
                Runs, () => _sequences.ManyAsync(instances, null, cancellation));
            double rate = instances / Samples.Median(runs.Select(run => run.Seconds));
            rates.Add(new(instances, rate, rate * BenchFunctions.ActivitiesOfASequence));
            result = result with
            {
                BytesPerInstance = Samples.Median(runs.Select(run => run.Bytes)),
                CpuMsPerInstance = 1_000 * Samples.Median(runs.Select(run => run.CpuSeconds)) / instances,
            };
        }

        progress("what they do to the disk");
        List<(double Fsyncs, double Bytes)> counts = await Samples.TakeAsync(
            Runs, () => _sequences.CountAsync(SequenceBench.Many, cancellation));
        return result with
        {
            Sequence = rates,
            FsyncsPerInstance = Samples.Median(counts.Select(count => count.Fsyncs)),
            BytesWrittenPerInstance = Samples.Median(counts.Select(count => count.Bytes)),
        };
    }

    private async Task<List<FanOutTime>> FanOutsAsync(CancellationToken cancellation)
    {
        List<FanOutTime> times = [];
        foreach ((int activities, int runs) in FanOuts)
        {
            progress($"fan-out of {activities}");
            times.Add(await new FanOutBench(folder).RunAsync(activities, runs, cancellation));
        }

        return times;
    }

    private async Task<double> StrictCheckAsync(CancellationToken cancellation)
    {
        progress("the strict check");
        EngineOptions replaying = new() { ReplayAlways = true };
        List<SequenceRun> runs = await Samples.TakeAsync(
            Runs, () => _sequences.ManyAsync(SequenceBench.Many, null, cancellation, replaying));
        double cpuMs = 1_000 * Samples.Median(runs.Select(run => run.CpuSeconds)) / SequenceBench.Many;
        return 100 * StrictBench.ComparisonsOfASequence * StrictBench.MsPerComparison() / cpuMs;
    }

    // Both rates with the same disk between, in turns, so that only the fsync differs.
    private async Task<SlowDiskRate> SlowDiskAsync(CancellationToken cancellation)
    {
        progress("every fsync slowed to 1 ms");
        TimeSpan slow = TimeSpan.FromMilliseconds(1);
        List<double> own = [], slowed = [];
        for (int run = 0; run < 2 * Runs; run++)
        {
            own.Add(await SecondsAsync(new CountingDisk()));
            slowed.Add(await SecondsAsync(new CountingDisk(slow)));
        }

        double[] alone = await _sequences.AloneAsync(100, new CountingDisk(slow), cancellation);
        double rate = SequenceBench.Many / Samples.Median(slowed);
        double part = Samples.Median(own.Zip(slowed, (plain, delayed) => plain / delayed));
        return new(rate, 100 * part, Samples.Percentile(alone, 0.5));

        async Task<double> SecondsAsync(Disk disk) =>
            (await _sequences.ManyAsync(SequenceBench.Many, disk, cancellation)).Seconds;
    }

    private async Task<string> SynchronousAsync()
    {
        await using BenchRig rig = await BenchRig.StartAsync(folder);
        return rig.Store.Synchronous;
    }
}
