using TradingBase.LocalHost.Engine.Histories;

namespace TradingBase.LocalHost.Engine;

/// <summary>A moment at which an instance is told something.</summary>
internal sealed class TimerEntry(Instance instance, int? generation, HistoryEvent item, long due)
{
    internal Instance Instance => instance;

    internal int? Generation => generation;

    internal HistoryEvent Event => item;

    /// <summary>The action's number; of a scheduled start one that no action has.</summary>
    internal int Id => item.Kind is EventKind.TimerFired ? item.Id : -1;

    /// <summary>UTC ticks.</summary>
    internal long Due => due;

    internal bool Cancelled { get; set; }
}

/// <summary>All timers of an engine on one timer of the clock; those of one moment fire in the order of their
/// making.</summary>
internal sealed class TimerWheel : IDisposable
{
    // A wait is cut so that a step of the wall clock is noticed, and so that no length is too long for the
    // clock.
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private readonly TimeProvider _clock;
    private readonly Action<TimerEntry> _fire;
    private readonly Lock _gate = new();
    private readonly ITimer _timer;
    private PriorityQueue<TimerEntry, (long Due, long Order)> _entries = new();
    private long _order;
    private int _cancelled;
    private bool _started;

    /// <summary>Makes an empty wheel that does not turn yet.</summary>
    /// <param name="clock">Tells and wakes.</param>
    /// <param name="fire">Called for each entry in the order of due times, outside of the wheel's
    /// lock.</param>
    internal TimerWheel(TimeProvider clock, Action<TimerEntry> fire)
    {
        _clock = clock;
        _fire = fire;
        _timer = clock.CreateTimer(_ => Turn(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Fires what is due and goes on turning.</summary>
    internal void Start()
    {
        lock (_gate)
        {
            _started = true;
        }

        Turn();
    }

    /// <summary>How many entries are kept, those that were taken back lately included.</summary>
    internal int Count
    {
        get
        {
            lock (_gate)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>Adds a timer; one that is due already fires at once.</summary>
    /// <param name="entry">When, whom and what.</param>
    internal void Add(TimerEntry entry)
    {
        lock (_gate)
        {
            (entry.Instance.Timers ??= [])[entry.Id] = entry;
            _entries.Enqueue(entry, (entry.Due, _order++));
            if (!_started || _entries.Peek() != entry)
            {
                return;
            }
        }

        Turn();
    }

    /// <summary>Whether an instance's timer is set; -1 for its start.</summary>
    internal bool Has(Instance instance, int id)
    {
        lock (_gate)
        {
            return instance.Timers?.ContainsKey(id) == true;
        }
    }

    /// <summary>Takes back one timer of an instance.</summary>
    internal void Cancel(Instance instance, int id)
    {
        lock (_gate)
        {
            if (instance.Timers?.Remove(id, out TimerEntry? entry) == true)
            {
                Drop(entry);
            }
        }
    }

    /// <summary>Takes back all timers of an instance.</summary>
    internal void CancelAll(Instance instance)
    {
        lock (_gate)
        {
            foreach (TimerEntry entry in instance.Timers?.Values ?? Enumerable.Empty<TimerEntry>())
            {
                Drop(entry);
            }

            instance.Timers = null;
        }
    }

    /// <summary>Fires nothing more.</summary>
    internal void Stop()
    {
        lock (_gate)
        {
            _started = false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Turn()
    {
        List<TimerEntry>? due = null;
        lock (_gate)
        {
            if (!_started)
            {
                return;
            }

            long now = _clock.GetUtcNow().UtcTicks;
            while (_entries.TryPeek(out TimerEntry? next, out (long Due, long Order) when) && when.Due <= now)
            {
                _entries.Dequeue();
                if (next.Cancelled)
                {
                    _cancelled--;
                    continue;
                }

                next.Instance.Timers?.Remove(next.Id);
                (due ??= []).Add(next);
            }

            if (_entries.TryPeek(out _, out (long Due, long Order) first))
            {
                // Rounded up, since a clock that wakes a tick too soon would wake again and again.
                long wait = Math.Min(first.Due - now + TimeSpan.TicksPerMillisecond - 1, LongestWait.Ticks);
                long whole = wait / TimeSpan.TicksPerMillisecond;
                _timer.Change(TimeSpan.FromMilliseconds(Math.Max(whole, 1)), Timeout.InfiniteTimeSpan);
            }
        }

        foreach (TimerEntry entry in due ?? Enumerable.Empty<TimerEntry>())
        {
            _fire(entry);
        }
    }

    private void Drop(TimerEntry entry)
    {
        entry.Cancelled = true;
        _cancelled++;

        // Time-outs of a week that are cancelled after a second must not lie about for a week.
        if (_cancelled > 1_000 && _cancelled > _entries.Count / 2)
        {
            _entries = new(_entries.UnorderedItems.Where(item => !item.Element.Cancelled));
            _cancelled = 0;
        }
    }
}
