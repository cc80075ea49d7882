using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Reading;

namespace TradingBase.LocalHost.Commands.Instances;

/// <summary>Brings together what belongs together in a history: a call and its answer are one line.</summary>
internal sealed class TimeLine
{
    private readonly List<TimeLineRow> _rows = [];
    private readonly Dictionary<int, int> _open = [];

    private TimeLine()
    {
    }

    /// <summary>Makes the lines of an instance, in the order of their beginnings.</summary>
    /// <param name="instance">Tells how it ended.</param>
    /// <param name="events">Its whole history.</param>
    internal static IReadOnlyList<TimeLineRow> Of(InstanceDocument instance, IEnumerable<HistoryEntry> events)
    {
        TimeLine line = new();
        line.Moment(
            instance.CreatedAt,
            "created",
            instance.Generation > 0 ? $"generation {instance.Generation} is shown" : "",
            instance.StartAt is { } start ? $"to start at {UtcJsonConverter.Write(start)}" : "");
        foreach (HistoryEntry entry in events)
        {
            line.Take(entry);
        }

        if (instance.CompletedAt is { } end && !line.HasTold(end, instance.Status))
        {
            bool failed = instance.Failure is not null;
            line.Moment(
                end, instance.Status.ToString().ToLowerInvariant(), "",
                instance.Failure is { } failure ? Describe(failure) : "", failed);
        }

        return line._rows;
    }

    /// <summary>A failure in a line: what went wrong first.</summary>
    internal static string Describe(FailureDocument failure)
    {
        FailureDocument root = failure.Root();
        return $"{root.Type.Split('.')[^1]}: {root.Message.Split('\n')[0]}";
    }

    // A termination is an event of the history, and the end of the instance at the same moment.
    private bool HasTold(DateTimeOffset end, OrchestrationRuntimeStatus status) =>
        status is OrchestrationRuntimeStatus.Terminated
        && _rows[^1] is { What: "terminated" } last && last.From == end;

    private void Take(HistoryEntry entry)
    {
        DateTimeOffset at = entry.At ?? default;
        switch (entry.Kind)
        {
            case EventKind.Started:
                Moment(at, "started", "", "");
                break;
            case EventKind.TaskScheduled:
                Begin(entry, at, "activity", $"{entry.Name} #{entry.Id}", "");
                break;
            case EventKind.TimerCreated:
                Begin(entry, at, "timer", $"#{entry.Id}", $"due {InstancePrinter.Clock(entry.Due!.Value)}");
                break;
            case EventKind.ChildScheduled:
                Begin(entry, at, "child", $"{entry.Name} #{entry.Id}", $"{entry.Target}");
                break;
            case EventKind.EventSent:
                Moment(at, "event sent", $"{entry.Name}", $"to {entry.Target}");
                break;
            case EventKind.EventRaised:
                Moment(at, "event", $"{entry.Name}", Size(entry));
                break;
            case EventKind.TimerCancelled:
                End(entry, at, "cancelled", failed: false);
                break;
            case EventKind.TaskFailed or EventKind.ChildFailed:
                End(entry, at, Describe(entry.Failure!), failed: true);
                break;
            case EventKind.TaskCompleted or EventKind.ChildCompleted or EventKind.TimerFired:
                End(entry, at, Size(entry), failed: false);
                break;
            case EventKind.Suspended or EventKind.Resumed or EventKind.Terminated or EventKind.Rewound:
                Moment(at, entry.Kind.ToString().ToLowerInvariant(), "", entry.Target ?? "");
                break;
            default:
                break;
        }
    }

    private static string Size(HistoryEntry entry) =>
        entry.Payload is { } payload ? $"{payload.Bytes} bytes" : "";

    private void Moment(DateTimeOffset at, string what, string name, string detail, bool failed = false) =>
        _rows.Add(new(at, at, what, name, detail, failed));

    private void Begin(HistoryEntry entry, DateTimeOffset at, string what, string name, string detail)
    {
        _open[entry.Id!.Value] = _rows.Count;
        _rows.Add(new(at, null, what, name, detail, Failed: false));
    }

    private void End(HistoryEntry entry, DateTimeOffset at, string detail, bool failed)
    {
        if (_open.Remove(entry.Id!.Value, out int row))
        {
            TimeLineRow begun = _rows[row];
            string both = begun.Detail.Length > 0 && detail.Length > 0
                ? $"{begun.Detail}: {detail}"
                : begun.Detail + detail;
            _rows[row] = begun with { To = at, Detail = both, Failed = failed };
        }
    }
}
