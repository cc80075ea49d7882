using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Engine;
using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Replaying;
using TradingBase.LocalHost.Engine.Tables;

namespace TradingBase.Simulation.Tests.Orders;

/// <summary>What a crash leaves of an orchestration: its history, its mail, what it waits for.</summary>
internal sealed class KeptInstance(InstanceRow row)
{
    private readonly List<byte[]> _segments = [];
    private byte[] _tail = [];

    internal InstanceRow Row { get; private set; } = row;

    internal string Id => Row.Id;

    internal OrchestrationRuntimeStatus Status { get; private set; } = OrchestrationRuntimeStatus.Pending;

    internal bool HasEnded { get; private set; }

    internal byte[]? Output { get; private set; }

    internal Failure? Failure { get; private set; }

    /// <summary>Events that no step has taken in.</summary>
    internal List<Message> Inbox { get; } = [new(new() { Kind = EventKind.Started })];

    /// <summary>Activities that were asked for and have not ended, by number.</summary>
    internal SortedDictionary<int, HistoryEvent> Activities { get; } = [];

    /// <summary>When timers are due, UTC ticks, by number.</summary>
    internal SortedDictionary<int, long> Timers { get; } = [];

    /// <summary>Whether the wire once said that it does not know what became of its order.</summary>
    internal bool WasUnknown { get; private set; }

    /// <summary>Makes the code anew as its history tells it.</summary>
    internal OrchestrationSession Load(ReplayServices services, IPayloadShelf shelf)
    {
        OrchestrationSession session = new(Row, services, shelf, static () => { });
        byte[] history = [.. _segments.SelectMany(segment => segment), .. _tail];
        if (history.Length > 0)
        {
            session.Replay(history, _segments.Count, _tail.ToArray(), goesOn: true);
        }

        return session;
    }

    /// <summary>Keeps a step whole, with what it sends to others.</summary>
    /// <param name="result">What the step has changed.</param>
    /// <param name="shelf">Where the others are.</param>
    /// <returns>The others that have mail now.</returns>
    internal IReadOnlyList<KeptInstance> Keep(StepResult result, DurableShelf shelf)
    {
        if (result.Next is { } next)
        {
            Row = Row with { Generation = Row.Generation + 1, Input = next.Input };
            _segments.Clear();
            Activities.Clear();
            Timers.Clear();
            Inbox.Add(new(new() { Kind = EventKind.Started }));
        }

        if (result.Segment is { } segment)
        {
            _segments.Add(segment.Written.ToArray());
        }

        _tail = result.Tail.Written.ToArray();
        Inbox.RemoveAll(message => result.Mail.Any(taken => taken.Event == message.Event));
        foreach (HistoryEvent taken in result.Mail.Select(message => message.Event))
        {
            WasUnknown |= taken.Kind is EventKind.TaskCompleted
                && taken.Payload.AsSpan().IndexOf("\"status\":\"unknown\""u8) >= 0;
            _ = taken.Kind is EventKind.TaskCompleted or EventKind.TaskFailed
                ? Activities.Remove(taken.Id)
                : taken.Kind is EventKind.TimerFired && Timers.Remove(taken.Id);
        }

        (Status, HasEnded) = (result.Status, result.HasEnded);
        (Output, Failure) = (result.Output.Bytes, result.Failure);
        List<KeptInstance> told = [];
        foreach (HistoryEvent action in result.Actions)
        {
            Keep(action, result, shelf, told);
        }

        if (HasEnded && shelf.TellParent(this) is { } parent)
        {
            told.Add(parent);
        }

        return told;
    }

    private void Keep(
        HistoryEvent action, StepResult result, DurableShelf shelf, List<KeptInstance> told)
    {
        switch (action.Kind)
        {
            case EventKind.ChildScheduled:
                told.Add(shelf.StartChild(this, result.Row.Generation, action, result.Now));
                break;
            case EventKind.EventSent:
                if (shelf.Raise(action.Target!, action.Name!, action.Body) is { } target)
                {
                    told.Add(target);
                }

                break;

            // What a generation that is over waits for, nobody waits for.
            case EventKind.TaskScheduled when result.Next is null:
                Activities.Add(action.Id, action);
                break;
            case EventKind.TimerCreated when result.Next is null:
                Timers.Add(action.Id, action.Ticks);
                break;
            case EventKind.TimerCancelled when result.Next is null:
                Timers.Remove(action.Id);
                break;
            case EventKind.TaskScheduled or EventKind.TimerCreated or EventKind.TimerCancelled:
                break;
            default:
                throw new NotSupportedException($"{action} is not simulated here.");
        }
    }
}
