using Microsoft.DurableTask;

namespace TradingBase.LocalHost.Engine;

/// <summary>How the durable engine keeps and runs its instances.</summary>
public sealed record EngineOptions
{
    /// <summary>How many activities run at once.</summary>
    /// <value>64; at least 1.</value>
    public int MaxActivities { get; init; } = 64;

    /// <summary>How many orchestrations take a step at once.</summary>
    /// <value>The number of processors; at least 1.</value>
    public int MaxOrchestrations { get; init; } = Environment.ProcessorCount;

    /// <summary>How many instances keep their code's state between steps; the others are replayed when
    /// needed.</summary>
    /// <value>10,000; at least 1.</value>
    public int MaxInstancesInMemory { get; init; } = 10_000;

    /// <summary>Whether every step replays the whole history, as a test of determinism.</summary>
    /// <value>False.</value>
    public bool ReplayAlways { get; init; }

    /// <summary>The longest single timer; a longer wait is made of several. Null for no limit.</summary>
    /// <value>Null; greater than zero otherwise.</value>
    public TimeSpan? MaximumTimerInterval { get; init; }

    /// <summary>How long after a failed commit the step is tried again.</summary>
    /// <value>250 ms; greater than zero.</value>
    public TimeSpan StoreRetryDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest input, output, status or event in UTF-8. A client's call with a longer one is
    /// refused, an activity or orchestration with a longer one fails.</summary>
    /// <value>100 MB, in bytes; null for no limit but SQLite's, 1,000,000,000 bytes when packed.</value>
    public int? MaxPayloadBytes { get; init; } = 100 << 20;

    /// <summary>How often an activity or a step may be begun while the process ends before it does; then it
    /// fails with a <see cref="PoisonWorkException"/>. With 1 nothing that was begun is begun
    /// again.</summary>
    /// <value>5; at least 1.</value>
    public int MaxAttempts { get; init; } = 5;

    /// <summary>Whether an instance fails, with a <see cref="StuckOrchestrationException"/>, that awaits what
    /// nothing can end; otherwise it is logged, counted and left as it is.</summary>
    /// <value>False.</value>
    public bool FailStuck { get; init; }

    /// <summary>How long an instance is kept after its end; looked after once an hour. Null for
    /// ever.</summary>
    /// <value>Null; greater than zero otherwise.</value>
    public TimeSpan? Retention { get; init; }

    /// <summary>How much one step may add to an instance's history: what it takes in and asks for, without
    /// what is kept out of line. More fails the instance.</summary>
    /// <value>256 MB, in bytes; at most 512 MB.</value>
    public int MaxStepBytes { get; init; } = 256 << 20;

    /// <summary>Turns values into text and back; null for System.Text.Json with fields, straight to
    /// UTF-8.</summary>
    /// <value>Null.</value>
    public DataConverter? DataConverter { get; init; }

    /// <summary>The host's version, and what it does with instances of another.</summary>
    /// <value>No version; instances that have one are left as they are.</value>
    public VersionRules Versions { get; init; } = new();

    /// <summary>Whether an orchestration of that name with these tags is taken up; the others stay as they
    /// are, over restarts too, until an engine takes them up. Asked before a replay, from any
    /// thread.</summary>
    /// <value>Null: all are.</value>
    public Func<string, IReadOnlyDictionary<string, string>, bool>? Filter { get; init; }

    /// <summary>Whether suspending what is suspended or has ended, and resuming what runs or has ended, is
    /// passed over in silence, as the SDK's test host does; a Functions host refuses it.</summary>
    /// <value>False: it is refused.</value>
    public bool ToleratesIdleSteering { get; init; }
}
