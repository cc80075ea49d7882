using TradingBase.LocalHost.Bench.Crashes;

namespace TradingBase.LocalHost.Bench;

/// <summary>What the engine does on this machine; the part of the bench document that is its own.</summary>
/// <remarks>What was not asked for is null.</remarks>
internal sealed record EngineBenchResult
{
    /// <summary>SQLite's mode, read back.</summary>
    public required string Synchronous { get; init; }

    /// <summary>Five activities one after the other, by the number of instances at once.</summary>
    public IReadOnlyList<SequenceRate>? Sequence { get; init; }

    /// <summary>One such instance at a time, from its start to the news of its end.</summary>
    public AloneTime? Alone { get; init; }

    /// <summary>One instance with many activities at once.</summary>
    public IReadOnlyList<FanOutTime>? FanOut { get; init; }

    /// <summary>Activities of one instance one after the other, per second.</summary>
    public double? SequentialActivitiesPerSecond { get; init; }

    /// <summary>Size of the store for each completed sequence.</summary>
    public double? BytesPerInstance { get; init; }

    /// <summary>Processor time of the whole process for each of 1,000 sequences at once.</summary>
    public double? CpuMsPerInstance { get; init; }

    /// <summary>For each of 1,000 sequences at once.</summary>
    public double? FsyncsPerInstance { get; init; }

    /// <summary>What SQLite writes, log and file together, for each of 1,000 sequences at once.</summary>
    public double? BytesWrittenPerInstance { get; init; }

    /// <summary>Ended instances removed, per second.</summary>
    public double? PurgePerSecond { get; init; }

    /// <summary>The longest, in milliseconds, that a commit of others waited meanwhile.</summary>
    public double? PurgeLongestPauseMs { get; init; }

    /// <summary>The same engine with every fsync slowed to 1 ms.</summary>
    public SlowDiskRate? SlowDisk { get; init; }

    /// <summary>What the comparison of actions costs sequences whose every step replays, in percent of their
    /// processor time; code in memory is not compared.</summary>
    public double? StrictCheckPercent { get; init; }

    /// <summary>Processes killed with 200 instances outstanding, and what the next ones made of it.</summary>
    public CrashResult? Crash { get; init; }

    /// <summary>SQLite itself, in the same run and folder.</summary>
    public RawRates? RawSqlite { get; init; }
}

/// <summary>A rate; a step is one durable commit's worth of one instance.</summary>
/// <param name="Instances">How many were started at once.</param>
/// <param name="InstancesPerSecond">Completed, per second.</param>
/// <param name="StepsPerSecond">Activities completed, per second.</param>
internal sealed record SequenceRate(int Instances, double InstancesPerSecond, double StepsPerSecond);

/// <summary>Times of single instances.</summary>
/// <param name="P50Ms">Milliseconds, the median.</param>
/// <param name="P99Ms">Milliseconds, the 99th percentile.</param>
/// <param name="Fsyncs">How many one instance waits for.</param>
internal sealed record AloneTime(double P50Ms, double P99Ms, double Fsyncs);

/// <summary>The time of one fan-out.</summary>
/// <param name="Activities">How many.</param>
/// <param name="Seconds">From the start to the news of the end.</param>
/// <param name="ActivitiesPerSecond">The same as a rate.</param>
/// <param name="HeapBytesPerActivity">Managed memory in use once all have answered and none is let go of;
/// null for fewer than 1,000, beside which the process itself is large.</param>
internal sealed record FanOutTime(
    int Activities, double Seconds, double ActivitiesPerSecond, double? HeapBytesPerActivity);

/// <summary>The engine on a disk whose every fsync takes 1 ms.</summary>
/// <param name="InstancesPerSecond">1,000 sequences at once.</param>
/// <param name="PercentOfOwnRate">The same in percent of the rate without the delay, run by run in turns;
/// the median.</param>
/// <param name="AloneP50Ms">One sequence at a time.</param>
internal sealed record SlowDiskRate(double InstancesPerSecond, double PercentOfOwnRate, double AloneP50Ms);

/// <summary>What SQLite does with prepared statements and nothing around it.</summary>
/// <param name="CommitsPerSecond">Of one event of 200 bytes each.</param>
/// <param name="EventsPerSecond">100 of them in a commit.</param>
internal sealed record RawRates(double CommitsPerSecond, double EventsPerSecond);

/// <summary>Where it was measured.</summary>
/// <param name="Cores">Processors that the process may use.</param>
/// <param name="FsyncP50Ms">Of a file in the bench's folder that grew by 4 KB.</param>
/// <param name="Runtime">.NET's version.</param>
internal sealed record BenchMachine(int Cores, double FsyncP50Ms, string Runtime);
