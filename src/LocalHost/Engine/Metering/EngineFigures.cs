namespace TradingBase.LocalHost.Engine.Metering;

/// <summary>What an engine has at hand, and what it has done since its start.</summary>
/// <param name="Live">Instances that have not ended.</param>
/// <param name="Ready">Instances that wait for a free worker.</param>
/// <param name="InMemory">Instances whose code is kept in memory.</param>
/// <param name="Activities">Activities that run.</param>
/// <param name="ActivitiesWaiting">Activities that wait for a free worker.</param>
/// <param name="Timers">Moments that are waited for.</param>
/// <param name="Steps">Steps that were committed.</param>
/// <param name="Commits">Commits, each with one fsync.</param>
/// <param name="Commands">Commands that those commits carried.</param>
/// <param name="Replays">Histories that were replayed.</param>
/// <param name="Evictions">Instances whose code was let go of for want of room.</param>
/// <param name="RepeatedActivities">Activities that were begun again after a crash.</param>
/// <param name="RepeatedSteps">Steps that were taken with care after several crashes.</param>
/// <param name="Repairs">What the watchdog found lost and set going again.</param>
/// <param name="PoisonWork">Activities and instances that failed because they had ended the process too
/// often.</param>
internal sealed record EngineFigures(
    int Live,
    int Ready,
    int InMemory,
    int Activities,
    int ActivitiesWaiting,
    int Timers,
    long Steps,
    long Commits,
    long Commands,
    long Replays,
    long Evictions,
    long RepeatedActivities,
    long RepeatedSteps,
    long Repairs,
    long PoisonWork);
