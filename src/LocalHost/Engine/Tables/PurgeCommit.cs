using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Engine.Tables;

/// <summary>Removes ended instances; those that have not ended are passed over.</summary>
/// <param name="keys">A bounded number of them, so that others' commits do not wait long.</param>
/// <param name="recursive">Whether their ended children go too.</param>
internal sealed class PurgeCommit(IReadOnlyList<long> keys, bool recursive) : AwaitedStoreCommand
{
    /// <summary>How many were removed.</summary>
    internal int Count { get; private set; }

    /// <inheritdoc/>
    public override void Execute(StoreConnection connection)
    {
        Count = 0;
        var queue = new Queue<long>(keys);
        while (queue.TryDequeue(out long key))
        {
            if (InstanceStore.IsLive(connection, key) || !Exists(connection, key))
            {
                continue;
            }

            if (recursive)
            {
                StoreStatement find = connection.Statement(
                    "SELECT key FROM instances WHERE parent=?").Bind(1, key);
                while (find.Read())
                {
                    queue.Enqueue(find.Int64(0));
                }
            }

            InstanceStore.Delete(connection, key);
            Count++;
        }
    }

    private static bool Exists(StoreConnection connection, long key)
    {
        StoreStatement find = connection.Statement("SELECT 1 FROM instances WHERE key=?").Bind(1, key);
        bool exists = find.Read();
        find.Reset();
        return exists;
    }
}
