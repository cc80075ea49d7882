using TradingBase.LocalHost.Engine.Histories;

namespace TradingBase.LocalHost.Engine.Replaying;

/// <summary>Stands between an instance's events and its code, and holds them back while it is
/// suspended.</summary>
/// <param name="context">Takes what passes.</param>
internal sealed class SuspensionGate(ReplayContext context)
{
    private readonly List<HistoryEvent> _held = [];

    /// <summary>Whether events are held back.</summary>
    internal bool IsSuspended { get; private set; }

    /// <summary>What is held back, in the order of arrival.</summary>
    internal IReadOnlyList<HistoryEvent> Held => _held;

    /// <summary>Lets an event through, or keeps it until the gate opens.</summary>
    internal void Pass(HistoryEvent item)
    {
        switch (item.Kind)
        {
            case EventKind.Suspended:
                IsSuspended = true;
                break;
            case EventKind.Resumed:
                IsSuspended = false;
                foreach (HistoryEvent held in _held)
                {
                    context.Feed(held);
                }

                _held.Clear();
                break;
            case EventKind.Rewound:
                // For readers of the history; the code knows nothing of it.
                break;
            case var _ when IsSuspended:
                _held.Add(item);
                break;
            default:
                context.Feed(item);
                break;
        }
    }
}
