using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Engine.Replaying;
using TradingBase.LocalHost.Engine.Rewinding;
using TradingBase.LocalHost.Engine.Tables;
using TradingBase.LocalHost.Engine.Tracing;

namespace TradingBase.LocalHost.Engine;

/// <summary>An instance that has not ended: its mailbox, and between steps the state of its code.</summary>
/// <param name="key">The store's number for it.</param>
/// <param name="id">Its instance id.</param>
/// <remarks>
/// An actor: whoever posts to an idle instance schedules it, one step runs at a time, and until the step is
/// on the disk the mail waits. <see cref="Session"/> belongs to the step that runs, or to the evictor while
/// none does.
/// </remarks>
internal sealed class Instance(long key, string id)
{
    private readonly Lock _gate = new();
    private List<Message> _mail = [];
    private bool _busy;
    private bool _closed;
    private int _activities;

    internal long Key { get; } = key;

    internal string Id { get; } = id;

    /// <summary>The status of the last commit.</summary>
    internal volatile OrchestrationRuntimeStatus Status = OrchestrationRuntimeStatus.Pending;

    /// <summary>The state of the code; null when it has to be replayed from the history.</summary>
    internal OrchestrationSession? Session
    {
        get;
        set
        {
            if (field != value)
            {
                field?.Close();
                field = value;
            }
        }
    }

    /// <summary>What was kept for an engine that takes the instance up; null when this one does. Belongs to
    /// the step that runs.</summary>
    internal List<Message>? Parked { get; set; }

    /// <summary>Where it hangs in a trace; null for nowhere.</summary>
    internal TraceLink? Trace { get; init; }

    /// <summary>Why the store would never take its last step; null when it would.</summary>
    internal Exception? Refusal { get; set; }

    /// <summary>Whether it was taken up at the start and has not yet got through a step with no activity
    /// left open.</summary>
    internal bool IsRecovered { get; set; }

    /// <summary>Whether the step under way is counted among those that the recovery waits for.</summary>
    internal bool IsAwaited { get; private set; }

    /// <summary>Who goes on with the calls that were under way when it failed.</summary>
    internal Heritage? Heritage { get; set; }

    /// <summary>How often its next step was begun by processes that did not end in order, as far as marks
    /// tell.</summary>
    internal int StepAttempts { get; set; }

    /// <summary>Whether the store holds a mark of the step that is under way.</summary>
    internal bool IsMarked { get; set; }

    /// <summary>Its row, while the store has nothing but the start; spares the first step a
    /// reading.</summary>
    internal InstanceRow? Fresh { get; set; }

    /// <summary>Whether its code waits for what nothing can end.</summary>
    internal bool IsStuck { get; set; }

    /// <summary>How many of its steps were committed since the start.</summary>
    internal int Steps { get; set; }

    /// <summary>Activities that are queued or run; see <see cref="CountActivity"/>.</summary>
    internal int Activities => Volatile.Read(ref _activities);

    /// <summary>What the watchdog saw last; its own.</summary>
    internal (int Steps, bool IsSuspect) Seen { get; set; } = (-1, false);

    /// <summary>Where it stands among those in memory, the least recently used first; the cache's
    /// own.</summary>
    internal LinkedListNode<Instance>? Place { get; set; }

    /// <summary>Its timers, and the start that it waits for; the wheel's own.</summary>
    internal Dictionary<int, TimerEntry>? Timers { get; set; }

    /// <summary>Whether a step is under way or wanted.</summary>
    internal bool IsBusy
    {
        get
        {
            lock (_gate)
            {
                return _busy;
            }
        }
    }

    /// <summary>Whether it takes nothing more.</summary>
    internal bool IsClosed
    {
        get
        {
            lock (_gate)
            {
                return _closed;
            }
        }
    }

    /// <summary>An activity is queued, or is over.</summary>
    /// <returns>How many there are then.</returns>
    internal int CountActivity(int by) => Interlocked.Add(ref _activities, by);

    /// <summary>Puts a message into the mailbox.</summary>
    /// <param name="message">What to tell.</param>
    /// <param name="schedule">Whether the caller has to see to it that the instance takes a step.</param>
    /// <returns>False when the instance has ended.</returns>
    internal bool TryPost(in Message message, out bool schedule)
    {
        lock (_gate)
        {
            schedule = !_closed && !_busy;
            if (_closed)
            {
                return false;
            }

            IsAwaited |= schedule && IsRecovered;
            _busy = true;
            _mail.Add(message);
            return true;
        }
    }

    /// <summary>Takes all mail for a step.</summary>
    internal List<Message> Take()
    {
        lock (_gate)
        {
            List<Message> mail = _mail;
            _mail = [];
            return mail;
        }
    }

    /// <summary>Puts mail back before what has come since, after a step that could not be kept.</summary>
    internal void Return(IEnumerable<Message> mail)
    {
        lock (_gate)
        {
            _mail.InsertRange(0, mail);
        }
    }

    /// <summary>Ends a step.</summary>
    /// <param name="awaitedNoMore">Whether the recovery need not wait for it any longer.</param>
    /// <returns>True when more mail has come, so that the caller schedules the next one.</returns>
    internal bool Release(out bool awaitedNoMore)
    {
        lock (_gate)
        {
            _busy = _mail.Count > 0 && !_closed;
            IsRecovered &= Activities > 0;
            awaitedNoMore = IsAwaited && !(_busy && IsRecovered);
            IsAwaited &= !awaitedNoMore;
            return _busy;
        }
    }

    /// <summary>Takes nothing more.</summary>
    /// <returns>What was never taken.</returns>
    internal List<Message> Close()
    {
        lock (_gate)
        {
            _closed = true;
            List<Message> mail = _mail;
            _mail = [];
            return mail;
        }
    }

    /// <summary>Forgets the code's state if no step needs it.</summary>
    /// <returns>Whether it was forgotten.</returns>
    internal bool TryForget()
    {
        lock (_gate)
        {
            if (_busy)
            {
                return false;
            }

            Session = null;
            return true;
        }
    }
}
