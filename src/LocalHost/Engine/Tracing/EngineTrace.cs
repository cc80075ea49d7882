using System.Diagnostics;

namespace TradingBase.LocalHost.Engine.Tracing;

/// <summary>The engine's spans, one for each unit; names and tags are those of the Durable Task
/// Framework.</summary>
/// <remarks>Where nobody listens to the source, nothing is made and nothing is kept.</remarks>
internal static class EngineTrace
{
    /// <summary>What a listener subscribes to.</summary>
    internal const string SourceName = "TradingBase.Engine";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Whether anybody listens.</summary>
    internal static bool IsHeard => Source.HasListeners();

    /// <summary>Begins the span of a trigger's call, whose cause lies outside: a timer or a
    /// message.</summary>
    /// <param name="function">The function's name.</param>
    /// <param name="trigger">As OpenTelemetry names it: <c>timer</c> or <c>pubsub</c>.</param>
    internal static Activity? Trigger(string function, string trigger) => !IsHeard ? null : Source
        .StartActivity($"trigger:{function}", ActivityKind.Consumer, parentContext: default)?
        .SetTag("faas.name", function)
        .SetTag("faas.trigger", trigger);

    /// <summary>Begins the span of a client's start.</summary>
    internal static Activity? Create(string name, string? version, string id) => !IsHeard ? null : Source
        .StartActivity(Named("create_orchestration", name, version), ActivityKind.Producer)?
        .SetTag("durabletask.type", "orchestration")
        .SetTag("durabletask.task.name", name)
        .SetTag("durabletask.task.version", version)
        .SetTag("durabletask.task.instance_id", id);

    /// <summary>Begins the span of a client's rewinding.</summary>
    internal static Activity? Rewind(string id) => !IsHeard ? null : Source
        .StartActivity("rewind_orchestration", ActivityKind.Producer)?
        .SetTag("durabletask.type", "orchestration")
        .SetTag("durabletask.task.instance_id", id);

    /// <summary>Begins the span of an event that a client raises.</summary>
    internal static Activity? Raise(string name, string target) => !IsHeard ? null : Source
        .StartActivity(Named("orchestration_event", name, null), ActivityKind.Producer)?
        .SetTag("durabletask.type", "event")
        .SetTag("durabletask.event.name", name)
        .SetTag("durabletask.event.target_instance_id", target);

    /// <summary>Begins the span of an activity that runs; what it calls itself hangs below.</summary>
    internal static Activity? Run(ActivityWork work) =>
        !IsHeard || work.Instance.Trace is not { } link ? null : Source
            .StartActivity(
                Named("activity", work.Call.Name!, work.Call.Version),
                ActivityKind.Server,
                link.Orchestration(work.Instance.Key, work.Generation))?
            .SetTag("durabletask.type", "activity")
            .SetTag("durabletask.task.name", work.Call.Name)
            .SetTag("durabletask.task.version", work.Call.Version)
            .SetTag("durabletask.task.instance_id", work.Instance.Id)
            .SetTag("durabletask.task.task_id", work.Call.Id);

    /// <summary>Begins a span that lies in the past.</summary>
    internal static Activity? Past(
        string name, ActivityKind kind, ActivityContext parent, DateTimeOffset start) =>
        Source.StartActivity(name, kind, parent, tags: null, links: null, start);

    /// <summary>A span's name.</summary>
    internal static string Named(string unit, string name, string? version) =>
        string.IsNullOrEmpty(version) ? $"{unit}:{name}" : $"{unit}:{name}@({version})";
}
