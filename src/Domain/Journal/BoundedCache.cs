using System.Diagnostics.CodeAnalysis;

namespace TradingBase.Journal;

/// <summary>The values that were used last, up to a number.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class BoundedCache<TKey, TValue>(int capacity)
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly LinkedList<KeyValuePair<TKey, TValue>> _newestFirst = new();
    private readonly Dictionary<TKey, LinkedListNode<KeyValuePair<TKey, TValue>>> _nodes = [];

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_gate)
        {
            if (!_nodes.TryGetValue(key, out LinkedListNode<KeyValuePair<TKey, TValue>>? node))
            {
                value = default;
                return false;
            }

            _newestFirst.Remove(node);
            _newestFirst.AddFirst(node);
            value = node.Value.Value;
            return true;
        }
    }

    public void Put(TKey key, TValue value)
    {
        lock (_gate)
        {
            if (_nodes.Remove(key, out LinkedListNode<KeyValuePair<TKey, TValue>>? known))
            {
                _newestFirst.Remove(known);
            }

            _nodes[key] = _newestFirst.AddFirst(new KeyValuePair<TKey, TValue>(key, value));
            if (_nodes.Count > capacity)
            {
                _nodes.Remove(_newestFirst.Last!.Value.Key);
                _newestFirst.RemoveLast();
            }
        }
    }
}
