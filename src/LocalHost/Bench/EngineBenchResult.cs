namespace TradingBase.LocalHost.Bench;

/// <summary>What the engine does on this machine; the part of the bench document that is its own.</summary>
/// <param name="Synchronous">SQLite's mode, read back.</param>
/// <param name="Sequence">Five activities one after the other, by the number of instances at once.</param>
/// <param name="Alone">One such instance at a time, from its start to the news of its end.</param>
/// <param name="FanOut">One instance with many activities at once.</param>
/// <param name="BytesPerInstance">Size of the store for each completed sequence.</param>
public sealed record EngineBenchResult(
    string Synchronous,
    IReadOnlyList<SequenceRate> Sequence,
    AloneTime Alone,
    IReadOnlyList<FanOutTime> FanOut,
    double BytesPerInstance);

/// <summary>A rate; a step is one durable commit's worth of one instance.</summary>
/// <param name="Instances">How many were started at once.</param>
/// <param name="InstancesPerSecond">Completed, per second.</param>
/// <param name="StepsPerSecond">Activities completed, per second.</param>
public sealed record SequenceRate(int Instances, double InstancesPerSecond, double StepsPerSecond);

/// <summary>Times of single instances.</summary>
/// <param name="P50Ms">Milliseconds, the median.</param>
/// <param name="P99Ms">Milliseconds, the 99th percentile.</param>
public sealed record AloneTime(double P50Ms, double P99Ms);

/// <summary>The time of one fan-out.</summary>
/// <param name="Activities">How many.</param>
/// <param name="Seconds">From the start to the news of the end.</param>
public sealed record FanOutTime(int Activities, double Seconds);
