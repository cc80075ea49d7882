using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Replaying;
using TradingBase.LocalHost.Engine.Tables;

namespace TradingBase.LocalHost.Engine.Rewinding;

/// <summary>Runs an instance's code over its history without the failures, and writes down what it does
/// then.</summary>
/// <remarks>
/// What the code asks for as it did before keeps its result; what only followed from a failure (delays, later
/// attempts, compensations) is not asked for and falls away. Nothing is run and nothing written to the store.
/// Before an event at which the code would end, or ask somebody else for something new, the new history
/// stops: that event and all later ones become mail, which the engine hands to the instance as any other.
/// </remarks>
internal sealed class Rewinder
{
    private readonly InstanceRow _row;
    private readonly IPayloadShelf _shelf;
    private readonly Func<string, ChildState?> _childOf;
    private readonly ReplayContext _context;
    private readonly SuspensionGate _gate;
    private readonly List<HistoryEvent> _recorded = [];
    private readonly RecordedActions _actions;
    private readonly List<HistoryEvent> _history = [];
    private readonly List<HistoryEvent> _asked = [];
    private readonly List<HistoryEvent> _mail = [];
    private readonly Dictionary<int, HistoryEvent> _early = [];
    private readonly Queue<HistoryEvent> _overdue = [];
    private long _ticks;
    private bool _stepIsOpen;
    private bool _stopped;
    private int _firstUnknown = int.MaxValue;

    /// <summary>Makes ready.</summary>
    /// <param name="row">A failed instance.</param>
    /// <param name="history">All of its last generation.</param>
    /// <param name="services">Has the current code.</param>
    /// <param name="shelf">Holds the history's long payloads.</param>
    /// <param name="childOf">Looks a child of this instance up by its id; null when there is none.</param>
    internal Rewinder(
        InstanceRow row,
        byte[] history,
        ReplayServices services,
        IPayloadShelf shelf,
        Func<string, ChildState?> childOf)
    {
        _row = row;
        _shelf = shelf;
        _childOf = childOf;
        _context = new(row, services, static () => { });
        _gate = new(_context);
        var reader = new HistoryReader(history);
        while (reader.Next() is { } item)
        {
            _recorded.Add(item);
        }

        _actions = new(_recorded);
    }

    /// <summary>Runs the code.</summary>
    /// <param name="updated">Of the instance's last commit.</param>
    /// <param name="now">UTC ticks.</param>
    /// <param name="reason">Why it is rewound.</param>
    internal RewoundInstance Run(long updated, long now, string? reason)
    {
        try
        {
            foreach (HistoryEvent item in _recorded.Where(item => !item.IsAction))
            {
                Take(item);
            }

            EndStep();
        }
        finally
        {
            _context.Close();
        }

        List<(ChildState, int)> children = [];
        foreach (HistoryEvent call in OpenChildren())
        {
            Await(call, children);
        }

        _history.Add(new() { Kind = EventKind.StepStarted, Ticks = Math.Max(now, _ticks) });
        _history.Add(new() { Kind = EventKind.Rewound, Target = reason });
        var writer = new HistoryWriter();
        _history.ForEach(writer.Write);
        OrchestrationRuntimeStatus status = _gate.IsSuspended ? OrchestrationRuntimeStatus.Suspended
            : _history.Exists(item => item.Kind is EventKind.Started) ? OrchestrationRuntimeStatus.Running
            : OrchestrationRuntimeStatus.Pending;
        return new(_row, updated, status, writer.Written.ToArray(), _mail, children, UnderWay());
    }

    private Dictionary<int, int> UnderWay()
    {
        HashSet<int> ended = [.. _recorded
            .Where(item => item.Kind is EventKind.TaskCompleted or EventKind.TaskFailed)
            .Select(item => item.Id)];
        HashSet<int> known = [.. _history
            .Where(item => item.Kind is EventKind.TaskScheduled).Select(item => item.Id)];
        Dictionary<int, int> numbers = [];
        foreach (HistoryEvent call in _recorded.Where(
            item => item.Kind is EventKind.TaskScheduled && !ended.Contains(item.Id)))
        {
            if (_actions.NewNumber(call.Id) is { } number && known.Contains(number))
            {
                numbers[call.Id] = number;
            }
        }

        return numbers;
    }

    private void Take(HistoryEvent item)
    {
        switch (item.Kind)
        {
            case EventKind.StepStarted:
                EndStep();
                _ticks = item.Ticks;
                break;
            case EventKind.TaskFailed:
            case EventKind.ChildFailed when IsWorthAnother(item):
                break;
            case EventKind.TaskCompleted:
            case EventKind.ChildCompleted:
            case EventKind.ChildFailed:
            case EventKind.TimerFired:
                Answer(item);
                break;
            default:
                Tell(item);
                break;
        }

        while (_overdue.TryDequeue(out HistoryEvent? answer))
        {
            // In a step of its own: what it answers stands in the history before it.
            EndStep();
            Answer(answer);
        }
    }

    // A child that was terminated, purged or replaced cannot do better than it did.
    private bool IsWorthAnother(HistoryEvent failed) =>
        _actions.Target(failed.Id) is { } id
        && _childOf(id) is { Status: not OrchestrationRuntimeStatus.Terminated };

    private void Answer(HistoryEvent item)
    {
        if (_actions.NewNumber(item.Id) is not { } number)
        {
            _early[item.Id] = item;
        }
        else if (number < _firstUnknown)
        {
            Tell(new()
            {
                Kind = item.Kind,
                Id = number,
                Payload = item.Payload,
                Reference = item.Reference,
            });
        }
    }

    private void Tell(HistoryEvent item)
    {
        if (item is { Payload: null, Reference: { } reference })
        {
            item.Payload = _shelf.Read(reference);
        }

        if (!_stopped)
        {
            if (!_stepIsOpen)
            {
                _context.BeginStep(_ticks, replaying: true);
            }

            _gate.Pass(item);
            List<HistoryEvent> asked = _context.TakeActions();
            _stopped = !Know(asked) || _context.HasEnded;
            if (!_stopped)
            {
                if (!_stepIsOpen)
                {
                    _stepIsOpen = true;
                    _history.Add(new() { Kind = EventKind.StepStarted, Ticks = _ticks });
                }

                _history.Add(item);
                _asked.AddRange(asked);
                return;
            }

            _firstUnknown = asked.Where(action => action.Kind is not EventKind.TimerCancelled)
                .Select(action => action.Id).DefaultIfEmpty(int.MaxValue).Min();
        }

        // The engine itself starts what has not started.
        if (item.Kind is not (EventKind.Started or EventKind.Rewound))
        {
            _mail.Add(item);
        }
    }

    private bool Know(List<HistoryEvent> asked)
    {
        foreach (HistoryEvent action in asked)
        {
            if (!_actions.TryMatch(action, out HistoryEvent? recorded))
            {
                return false;
            }

            // A long input stays where it is.
            action.Reference = recorded?.Reference;
            if (recorded is not null && _early.Remove(recorded.Id, out HistoryEvent? answer))
            {
                _overdue.Enqueue(answer);
            }
        }

        return true;
    }

    private void EndStep()
    {
        _history.AddRange(_asked);
        _asked.Clear();
        _stepIsOpen = false;
    }

    private IEnumerable<HistoryEvent> OpenChildren()
    {
        HashSet<int> answered = [.. _history.Concat(_mail)
            .Where(item => item.Kind is EventKind.ChildCompleted or EventKind.ChildFailed)
            .Select(item => item.Id)];
        return _history.Where(
            item => item.Kind is EventKind.ChildScheduled && !answered.Contains(item.Id));
    }

    // Whatever became of a child while nobody waited for it is told now.
    private void Await(HistoryEvent call, List<(ChildState, int)> children)
    {
        ChildState? child = _childOf(call.Target!);
        if (child is null || child.Status is OrchestrationRuntimeStatus.Terminated)
        {
            Failure gone = Failure.Of(
                "Terminated", $"Orchestration instance '{call.Target}' was terminated, purged or replaced.");
            _mail.Add(new() { Kind = EventKind.ChildFailed, Id = call.Id, Payload = gone.Encode() });
        }
        else if (child.Status is OrchestrationRuntimeStatus.Completed)
        {
            _mail.Add(new() { Kind = EventKind.ChildCompleted, Id = call.Id, Payload = child.Output });
        }
        else
        {
            children.Add((child, call.Id));
        }
    }
}
