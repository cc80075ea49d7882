using Microsoft.Extensions.Logging;

namespace TradingBase.LocalHost.Engine;

/// <summary>What the engine says of its work; each once, never again in a replay.</summary>
internal static partial class EngineLog
{
    [LoggerMessage(1, LogLevel.Information, "Orchestration {Name} ({InstanceId}) started")]
    internal static partial void OrchestrationStarted(this ILogger logger, string name, string instanceId);

    [LoggerMessage(2, LogLevel.Information, "Orchestration {Name} ({InstanceId}) ended: {Status}")]
    internal static partial void OrchestrationCompleted(
        this ILogger logger, string name, string instanceId, string status);

    [LoggerMessage(3, LogLevel.Error,
        "Orchestration {Name} ({InstanceId}) failed: {ErrorType}: {ErrorMessage}")]
    internal static partial void OrchestrationFailed(
        this ILogger logger, string name, string instanceId, string errorType, string errorMessage);

    [LoggerMessage(4, LogLevel.Information, "Activity {Name} (#{TaskId} of {InstanceId}) started")]
    internal static partial void ActivityStarted(
        this ILogger logger, string name, int taskId, string instanceId);

    [LoggerMessage(5, LogLevel.Information, "Activity {Name} (#{TaskId} of {InstanceId}) completed")]
    internal static partial void ActivityCompleted(
        this ILogger logger, string name, int taskId, string instanceId);

    [LoggerMessage(6, LogLevel.Error, "Activity {Name} (#{TaskId} of {InstanceId}) failed")]
    internal static partial void ActivityFailed(
        this ILogger logger, Exception exception, string name, int taskId, string instanceId);

    [LoggerMessage(7, LogLevel.Warning, "Activity {Name} (#{TaskId} of {InstanceId}) runs again, "
        + "attempt {Attempt} of {MaxAttempts}: the process ended before its result was kept")]
    internal static partial void ActivityRepeated(
        this ILogger logger, string name, int taskId, string instanceId, int attempt, int maxAttempts);

    [LoggerMessage(8, LogLevel.Error, "A step of {InstanceId} could not be kept and will be tried again")]
    internal static partial void StepFailed(this ILogger logger, Exception exception, string instanceId);

    [LoggerMessage(9, LogLevel.Information,
        "The engine goes on with {Instances} instances, {Activities} activities "
        + "to run again and {Timers} timers")]
    internal static partial void Recovered(this ILogger logger, int instances, int activities, int timers);

    [LoggerMessage(12, LogLevel.Warning,
        "Orchestration {Name} ({InstanceId}) is left as it is: {Reason}")]
    internal static partial void InstanceLeft(
        this ILogger logger, string name, string instanceId, string reason);

    [LoggerMessage(13, LogLevel.Warning, "A service of {Name} ({InstanceId}) could not be disposed of")]
    internal static partial void ServicesNotClosed(
        this ILogger logger, Exception exception, string name, string instanceId);

    [LoggerMessage(20, LogLevel.Warning, "A step of {InstanceId} is taken with care, attempt {Attempt} of "
        + "{MaxAttempts}: processes ended one after the other")]
    internal static partial void StepRepeated(
        this ILogger logger, string instanceId, int attempt, int maxAttempts);

    [LoggerMessage(21, LogLevel.Error, "{Poison}")]
    internal static partial void PoisonWork(this ILogger logger, string poison);

    [LoggerMessage(22, LogLevel.Error, "The store does not know how this process fares; if it is killed, the "
        + "next start may not count what it was at")]
    internal static partial void LifeNotNoted(this ILogger logger, Exception exception);

    [LoggerMessage(23, LogLevel.Information,
        "Housekeeping: {Instances} old instances forgotten, {Pages} pages given back")]
    internal static partial void Cleaned(this ILogger logger, int instances, long pages);

    [LoggerMessage(24, LogLevel.Warning, "Housekeeping was interrupted; the next round goes on with it")]
    internal static partial void NotCleaned(this ILogger logger, Exception exception);

    [LoggerMessage(25, LogLevel.Error,
        "Orchestration {Name} ({InstanceId}) is stuck: it awaits something that "
        + "no event, timer, activity or sub-orchestration can end")]
    internal static partial void Stuck(this ILogger logger, string name, string instanceId);

    [LoggerMessage(26, LogLevel.Error, "{Count} instances are stuck since before this start")]
    internal static partial void StillStuck(this ILogger logger, int count);

    [LoggerMessage(27, LogLevel.Error,
        "Watchdog: {What} of {InstanceId} was lost and is set going again; this "
        + "is a fault of the engine's")]
    internal static partial void Repaired(this ILogger logger, string what, string instanceId);

    [LoggerMessage(28, LogLevel.Error,
        "Watchdog: {What} of {InstanceId} is lost; the next start takes it up")]
    internal static partial void Lost(this ILogger logger, string what, string instanceId);

    [LoggerMessage(29, LogLevel.Warning, "The watchdog could not look at {InstanceId}; it looks again later")]
    internal static partial void NotWatched(this ILogger logger, Exception exception, string instanceId);
}
