using System.Buffers.Binary;
using TradingBase.LocalHost.Engine.Histories;

namespace TradingBase.LocalHost.Engine.Rewinding;

/// <summary>What a failed instance had asked for, and which of it is asked for again.</summary>
/// <remarks>
/// Numbers shift when a failure is left out, since its retries and what followed from it fall away. So an
/// action is known again by what it is: kind, name, input, time and target. Of several that are the same
/// those that succeeded are found first, in their order: a call that succeeded at its third attempt is not
/// made again.
/// </remarks>
internal sealed class RecordedActions
{
    private readonly Dictionary<Likeness, Queue<HistoryEvent>> _waiting = [];
    private readonly Dictionary<int, string?> _targets = [];
    private readonly Dictionary<int, int> _newNumbers = [];

    /// <summary>Reads what a history holds.</summary>
    internal RecordedActions(IReadOnlyCollection<HistoryEvent> history)
    {
        HashSet<int> succeeded = [.. history
            .Where(item => item.Kind
                is EventKind.TaskCompleted or EventKind.ChildCompleted or EventKind.TimerFired)
            .Select(item => item.Id)];
        IEnumerable<HistoryEvent> actions = history.Where(
            item => item.IsAction && item.Kind is not EventKind.TimerCancelled);
        foreach (HistoryEvent action in actions.OrderByDescending(action => succeeded.Contains(action.Id)))
        {
            var likeness = Likeness.Of(action);
            if (!_waiting.TryGetValue(likeness, out Queue<HistoryEvent>? same))
            {
                _waiting[likeness] = same = [];
            }

            same.Enqueue(action);
            _targets[action.Id] = action.Target;
        }
    }

    /// <summary>The child that a recorded call went to; null when the call was another.</summary>
    internal string? Target(int number) => _targets.GetValueOrDefault(number);

    /// <summary>The number that a recorded action has now; null when it was not asked for again so
    /// far.</summary>
    internal int? NewNumber(int number) => _newNumbers.TryGetValue(number, out int found) ? found : null;

    /// <summary>Knows an action again.</summary>
    /// <param name="asked">What the code asks for now.</param>
    /// <param name="recorded">The recorded action; null when it is new.</param>
    /// <returns>False when it is new and needs more than to be run or awaited: it would have to be sent, or
    /// has an input to be kept elsewhere.</returns>
    internal bool TryMatch(HistoryEvent asked, out HistoryEvent? recorded)
    {
        recorded = null;
        if (asked.Kind is EventKind.TimerCancelled)
        {
            return true;
        }

        if (_waiting.TryGetValue(Likeness.Of(asked), out Queue<HistoryEvent>? same)
            && same.TryDequeue(out recorded))
        {
            _newNumbers[recorded.Id] = asked.Id;
            return true;
        }

        return asked.Kind is EventKind.TaskScheduled or EventKind.TimerCreated && asked.Pack() is null;
    }

    private readonly record struct Likeness(
        EventKind Kind, string Name, string? Target, long Ticks, long Payload)
    {
        internal static Likeness Of(HistoryEvent action) => new(
            action.Kind,
            (action.Name ?? "").ToUpperInvariant(),
            action.Target,
            action.Ticks,
            action is { Payload: null, Reference: { } reference }
                ? BinaryPrimitives.ReadInt64LittleEndian(reference.Hash)
                : HistoryEvent.Fingerprint(action.Payload) is { } print
                    ? BinaryPrimitives.ReadInt64LittleEndian(print)
                    : 0);
    }
}
