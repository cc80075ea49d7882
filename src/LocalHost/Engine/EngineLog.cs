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

    [LoggerMessage(7, LogLevel.Warning, "Activity {Name} (#{TaskId} of {InstanceId}) runs again: "
        + "the process ended before its result was kept")]
    internal static partial void ActivityRepeated(
        this ILogger logger, string name, int taskId, string instanceId);

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
}
