using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Tables;

namespace TradingBase.LocalHost.Engine;

/// <summary>What a history leaves open.</summary>
/// <param name="Started">Whether the code was started.</param>
/// <param name="Activities">Calls that have not ended.</param>
/// <param name="Timers">Timers that have neither fired nor been cancelled.</param>
/// <param name="Children">Sub-orchestrations that have not answered.</param>
internal sealed record Unfinished(
    bool Started, List<HistoryEvent> Activities, List<HistoryEvent> Timers, List<HistoryEvent> Children)
{
    /// <summary>Reads a history.</summary>
    /// <param name="history">All steps.</param>
    /// <param name="waiting">Events that the history does not hold yet, since they wait in the inbox.</param>
    internal static Unfinished Scan(byte[] history, IEnumerable<HistoryEvent> waiting)
    {
        SortedDictionary<int, HistoryEvent> open = [];
        bool started = false;
        var reader = new HistoryReader(history);
        while (reader.Next() is { } item)
        {
            switch (item.Kind)
            {
                case EventKind.Started:
                    started = true;
                    break;
                case EventKind.TaskScheduled or EventKind.TimerCreated or EventKind.ChildScheduled:
                    open.Add(item.Id, item);
                    break;
                case EventKind.TaskCompleted or EventKind.TaskFailed
                    or EventKind.ChildCompleted or EventKind.ChildFailed
                    or EventKind.TimerFired or EventKind.TimerCancelled:
                    open.Remove(item.Id);
                    break;
                default:
                    break;
            }
        }

        foreach (HistoryEvent item in waiting)
        {
            if (item.Kind is EventKind.TaskCompleted or EventKind.TaskFailed or EventKind.TimerFired
                or EventKind.ChildCompleted or EventKind.ChildFailed)
            {
                open.Remove(item.Id);
            }
        }

        return new(
            started,
            [.. open.Values.Where(item => item.Kind is EventKind.TaskScheduled)],
            [.. open.Values.Where(item => item.Kind is EventKind.TimerCreated)],
            [.. open.Values.Where(item => item.Kind is EventKind.ChildScheduled)]);
    }

    /// <summary>Sets going what is open.</summary>
    /// <param name="core">Does it.</param>
    /// <param name="instance">Whose it is.</param>
    /// <param name="row">Its row.</param>
    /// <param name="begin">Begins an activity.</param>
    internal void SetGoing(
        EngineCore core, Instance instance, InstanceRow row, Action<ActivityWork> begin)
    {
        if (!Started)
        {
            core.Start(instance, row.StartAt);
        }

        foreach (HistoryEvent call in Activities)
        {
            begin(new(instance, row.Generation, call));
        }

        foreach (HistoryEvent timer in Timers)
        {
            var fired = new HistoryEvent { Kind = EventKind.TimerFired, Id = timer.Id };
            core.Wheel.Add(new(instance, row.Generation, fired, timer.Ticks));
        }
    }
}
