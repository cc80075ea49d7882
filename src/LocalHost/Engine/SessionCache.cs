namespace TradingBase.LocalHost.Engine;

/// <summary>Keeps the code of the instances that were used last, and lets go of the others'.</summary>
/// <param name="limit">How many are kept; at least 1.</param>
internal sealed class SessionCache(int limit)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<Instance> _order = [];

    /// <summary>How often an instance's code was let go of.</summary>
    internal long Evictions { get; private set; }

    /// <summary>Says that an instance takes a step now, and forgets another's code if there are too many.</summary>
    internal void Touch(Instance instance)
    {
        lock (_gate)
        {
            if (instance.Place is { } place)
            {
                _order.Remove(place);
                _order.AddLast(place);
                return;
            }

            instance.Place = _order.AddLast(instance);
            LinkedListNode<Instance>? oldest = _order.Count > limit ? _order.First : null;
            while (oldest is not null && oldest.Value != instance && _order.Count > limit)
            {
                LinkedListNode<Instance>? next = oldest.Next;
                if (oldest.Value.TryForget())
                {
                    oldest.Value.Place = null;
                    _order.Remove(oldest);
                    Evictions++;
                }

                oldest = next;
            }
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
}
