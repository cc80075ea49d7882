using TradingBase.LocalHost.Engine.Histories;

namespace TradingBase.LocalHost.Engine.Tracing;

/// <summary>What the spans of an instance need to know from its history; only where it hangs in a
/// trace.</summary>
internal sealed class SessionSpans
{
    private readonly Dictionary<int, HistoryEvent> _timers = [];
    private readonly Dictionary<int, long> _begun = [];
    private readonly List<TimerSpan> _fired = [];
    private long _started;

    /// <summary>An event was taken in.</summary>
    /// <param name="item">What came.</param>
    /// <param name="ticks">The step's time.</param>
    /// <param name="live">Whether it came now, and not in a replay.</param>
    internal void Took(HistoryEvent item, long ticks, bool live)
    {
        if (item.Kind is EventKind.Started or EventKind.Rewound)
        {
            _started = ticks;
        }
        else if (item.Kind is EventKind.TimerFired && _timers.Remove(item.Id, out HistoryEvent? timer))
        {
            if (live)
            {
                _fired.Add(new(timer.Id, timer.Ticks, _begun[item.Id]));
            }

            _begun.Remove(item.Id);
        }
    }

    /// <summary>The code has asked for something.</summary>
    internal void Asked(HistoryEvent action, long ticks)
    {
        if (action.Kind is EventKind.TimerCreated)
        {
            _timers[action.Id] = action;
            _begun[action.Id] = ticks;
        }
        else if (action.Kind is EventKind.TimerCancelled)
        {
            _timers.Remove(action.Id);
            _begun.Remove(action.Id);
        }
    }

    /// <summary>What a step's spans are made of.</summary>
    /// <param name="ticks">The step's time.</param>
    internal StepTrace Take(long ticks)
    {
        StepTrace trace = new(_started == 0 ? ticks : _started, ticks, [.. _fired]);
        _fired.Clear();
        return trace;
    }
}

/// <summary>What a step's spans are made of.</summary>
/// <param name="Started">UTC ticks at which the generation's code began.</param>
/// <param name="Ticks">UTC ticks of the step.</param>
/// <param name="Fired">Timers that fired with it.</param>
internal sealed record StepTrace(long Started, long Ticks, IReadOnlyList<TimerSpan> Fired);

/// <summary>A timer that has fired.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Due">UTC ticks.</param>
/// <param name="Begun">UTC ticks of its making.</param>
internal readonly record struct TimerSpan(int Id, long Due, long Begun);
