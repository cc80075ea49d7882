using TradingBase.LocalHost.Engine.Tables;

namespace TradingBase.LocalHost.Engine.Endurance;

/// <summary>Takes the steps of recovered instances one at a time, each marked in the store before.</summary>
/// <param name="core">Takes them.</param>
/// <remarks>
/// Only after processes have ended one after the other without what they took up coming to rest: then it may
/// be an orchestration's own code that ends them. A step without a mark goes at once, before any activity;
/// one that died with its mark waits for everything that is less suspect.
/// </remarks>
internal sealed class CarefulSteps(EngineCore core)
{
    // Without a mark of its own a step may have been begun in each of the two lives before.
    private const int UnmarkedAttempts = 2;

    private readonly Lock _gate = new();
    private readonly PriorityQueue<Instance, (int Attempts, int Order)> _waiting = new();
    private Instance? _current;
    private int _order;
    private volatile bool _isOn;
    private volatile bool _begun;

    /// <summary>Whether steps are taken with such care.</summary>
    internal bool IsOn
    {
        get => _isOn;
        set => _isOn = value;
    }

    /// <summary>Takes steps from now on; before, not all that may go before them is known.</summary>
    internal void Begin()
    {
        _begun = true;
        Next();
    }

    /// <summary>Whether a step is under way, or waits that is less suspect than an activity's
    /// attempt.</summary>
    internal bool GoesBefore(int attempt)
    {
        lock (_gate)
        {
            return _current is not null
                || (_waiting.TryPeek(out Instance? next, out _)
                    && (next.StepAttempts == 0 || next.StepAttempts + 1 < attempt));
        }
    }

    /// <summary>Takes an instance's step when its turn has come.</summary>
    internal void Add(Instance instance)
    {
        lock (_gate)
        {
            _waiting.Enqueue(instance, (instance.StepAttempts, _order++));
        }

        Next();
    }

    /// <summary>A step is over, kept or not.</summary>
    internal void Done(Instance instance)
    {
        lock (_gate)
        {
            if (_current != instance)
            {
                return;
            }

            _current = null;
        }

        Next();
        core.Repeats.Next();
    }

    /// <summary>Takes the next step if none is under way and no activity goes before it.</summary>
    internal void Next()
    {
        Instance? next;
        lock (_gate)
        {
            if (!_begun || _current is not null || !_waiting.TryPeek(out next, out _))
            {
                return;
            }
        }

        // Asked outside of the lock, since the activities ask here inside of theirs.
        if (next.StepAttempts > 0 && core.Repeats.GoBefore(next.StepAttempts + 1))
        {
            return;
        }

        lock (_gate)
        {
            if (_current is not null || !_waiting.TryDequeue(out next, out _))
            {
                return;
            }

            _current = next;
        }

        Mark(next);
    }

    private void Mark(Instance instance)
    {
        int begun = Math.Max(instance.StepAttempts, UnmarkedAttempts) + 1;
        core.Send(new MarkCommit(
            [new(instance.Key, 0, Attempts.Steps, begun, core.Now)],
            () =>
            {
                instance.IsMarked = true;
                core.RepeatStep(instance, begun);
            },
            _ => core.Later(() => Mark(instance))));
    }
}
