namespace TradingBase.LocalHost.Engine;

/// <summary>Keeps the code of the instances that were used last, and lets go of the others'.</summary>
/// <param name="limit">How many are kept; at least 1.</param>
internal sealed class SessionCache(int limit)
{
    private const int LooksAtOnce = 8;

    private readonly Lock _gate = new();
    private readonly LinkedList<Instance> _order = [];

    /// <summary>How often an instance's code was let go of.</summary>
    internal long Evictions { get; private set; }

    /// <summary>How many are kept.</summary>
    internal int Count
    {
        get
        {
            lock (_gate)
            {
                return _order.Count;
            }
        }
    }

    /// <summary>Says that an instance takes a step now, and forgets another's code if there are too
    /// many.</summary>
    internal void Touch(Instance instance)
    {
        lock (_gate)
        {
            if (instance.Place is { } place)
            {
                _order.Remove(place);
                _order.AddLast(place);
            }
            else
            {
                instance.Place = _order.AddLast(instance);
            }

            ForgetOldest(instance);
        }
    }

    /// <summary>An instance has ended.</summary>
    internal void Remove(Instance instance)
    {
        lock (_gate)
        {
            if (instance.Place is { } place)
            {
                _order.Remove(place);
                instance.Place = null;
            }
        }
    }

    // Those that take a step right now are passed over, so the limit may be overstepped by as many for a
    // while.
    private void ForgetOldest(Instance current)
    {
        LinkedListNode<Instance>? oldest = _order.First;
        for (int looked = 0; looked < LooksAtOnce
            && _order.Count > limit && oldest!.Value != current; looked++)
        {
            LinkedListNode<Instance> candidate = oldest;
            oldest = oldest.Next!;
            if (candidate.Value.TryForget())
            {
                candidate.Value.Place = null;
                _order.Remove(candidate);
                Evictions++;
            }
        }
    }
}
