using System.Diagnostics;
using System.Globalization;
using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Replaying;

namespace TradingBase.LocalHost.Engine.Tracing;

/// <summary>Emits the spans of a step that is on the disk, so that no unit is told of twice.</summary>
/// <remarks>
/// A replay commits nothing, and a step that a crash undid was never told of. What is lost is a span whose
/// process ended between the commit and this.
/// </remarks>
internal static class StepSpans
{
    /// <summary>Emits what a step has ended.</summary>
    /// <param name="instance">Whose step.</param>
    /// <param name="result">The step.</param>
    internal static void Emit(Instance instance, StepResult result)
    {
        if (instance.Trace is not { } link || result.Trace is not { } trace || !EngineTrace.IsHeard)
        {
            return;
        }

        ActivityContext own = link.Orchestration(instance.Key, result.Row.Generation);
        foreach (TimerSpan timer in trace.Fired)
        {
            Timer(result, own, timer, trace.Ticks);
        }

        foreach (HistoryEvent action in result.Actions)
        {
            if (action.Kind is EventKind.EventSent)
            {
                Sent(result, own, action, trace.Ticks);
            }
        }

        if (result.HasEnded || result.Next is not null)
        {
            Orchestration(result, link, own.SpanId, trace);
        }
    }

    private static void Timer(StepResult result, ActivityContext own, TimerSpan timer, long ticks) =>
        EngineTrace.Past(
            $"orchestration:{result.Row.Name}:timer", ActivityKind.Internal, own, At(timer.Begun))?
            .SetTag("durabletask.type", "timer")
            .SetTag("durabletask.task.name", result.Row.Name)
            .SetTag("durabletask.task.instance_id", result.Row.Id)
            .SetTag("durabletask.task.task_id", timer.Id)
            .SetTag("durabletask.fire_at", At(timer.Due).ToString("o", CultureInfo.InvariantCulture))
            .EndAt(ticks);

    private static void Sent(StepResult result, ActivityContext own, HistoryEvent action, long ticks) =>
        EngineTrace.Past(
            EngineTrace.Named("orchestration_event", action.Name!, null),
            ActivityKind.Producer,
            own,
            At(ticks))?
            .SetTag("durabletask.type", "event")
            .SetTag("durabletask.event.name", action.Name)
            .SetTag("durabletask.event.target_instance_id", action.Target)
            .SetTag("durabletask.task.instance_id", result.Row.Id)
            .EndAt(ticks);

    private static void Orchestration(
        StepResult result, TraceLink link, ActivitySpanId id, StepTrace trace)
    {
        Activity? span = EngineTrace.Past(
            EngineTrace.Named("orchestration", result.Row.Name, result.Row.Version),
            ActivityKind.Server,
            link.Parent,
            At(trace.Started));
        if (span is null)
        {
            return;
        }

        SpanIdentity.Set(span, id);
        OrchestrationRuntimeStatus status = result.Status;
        span.SetTag("durabletask.type", "orchestration")
            .SetTag("durabletask.task.name", result.Row.Name)
            .SetTag("durabletask.task.version", result.Row.Version)
            .SetTag("durabletask.task.instance_id", result.Row.Id)
            .SetTag("durabletask.task.status", result.Next is null ? $"{status}" : "ContinuedAsNew");
        if (result.Failure is { } failure)
        {
            span.Fail(failure.Details.ErrorType, failure.Details.ErrorMessage);
        }

        span.EndAt(trace.Ticks);
    }

    private static DateTimeOffset At(long ticks) => new(ticks, TimeSpan.Zero);
}
