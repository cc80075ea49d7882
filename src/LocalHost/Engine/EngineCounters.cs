namespace TradingBase.LocalHost.Engine;

/// <summary>What an engine has done since its start.</summary>
internal sealed class EngineCounters
{
    private long _steps;
    private long _replays;
    private long _repeatedActivities;
    private long _repeatedSteps;
    private long _poisonWork;
    private long _stuck;
    private long _repairs;

    /// <summary>Steps that were committed.</summary>
    internal long Steps => Volatile.Read(ref _steps);

    /// <summary>Histories that were replayed, after a start or because the code was no longer in
    /// memory.</summary>
    internal long Replays => Volatile.Read(ref _replays);

    /// <summary>Activities that were begun again because the former process ended before their result was
    /// kept.</summary>
    internal long RepeatedActivities => Volatile.Read(ref _repeatedActivities);

    /// <summary>Steps that were taken with care, as one of them may have ended the former process.</summary>
    internal long RepeatedSteps => Volatile.Read(ref _repeatedSteps);

    /// <summary>Activities and instances that failed because they had ended the process too
    /// often.</summary>
    internal long PoisonWork => Volatile.Read(ref _poisonWork);

    /// <summary>Instances that were found awaiting what nothing can end.</summary>
    internal long Stuck => Volatile.Read(ref _stuck);

    /// <summary>Activities, timers, messages and answers that the watchdog found lost and set going
    /// again.</summary>
    internal long Repairs => Volatile.Read(ref _repairs);

    internal void CountStep() => Interlocked.Increment(ref _steps);

    internal void CountReplay() => Interlocked.Increment(ref _replays);

    internal void CountRepeatedActivity() => Interlocked.Increment(ref _repeatedActivities);

    internal void CountRepeatedStep() => Interlocked.Increment(ref _repeatedSteps);

    internal void CountStuck() => Interlocked.Increment(ref _stuck);

    internal void CountRepair() => Interlocked.Increment(ref _repairs);

    internal void CountPoisonWork() => Interlocked.Increment(ref _poisonWork);
}
