using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Engine.Tables;

/// <summary>Removes ended instances, as much of them as fits into one commit; those that have not ended are
/// passed over.</summary>
/// <param name="keys">Which.</param>
/// <param name="recursive">Whether their ended children go too.</param>
/// <param name="job">Whose leavings it goes on with; null for anybody's.</param>
/// <remarks>
/// An instance's row goes first and at once, so that nobody sees half an instance and its id is free. What
/// is too much for the commit is written down in <c>purging</c> and removed by the next ones, after a crash
/// too.
/// </remarks>
internal sealed class PurgeCommit(IReadOnlyList<long> keys, bool recursive, long? job)
    : AwaitedStoreCommand
{
    private long _lastKey;

    /// <summary>How many instances were removed.</summary>
    internal int Count { get; private set; }

    /// <summary>How many of the numbers were seen to.</summary>
    internal int Taken { get; private set; }

    /// <summary>Whether something that was begun is left to the next commits.</summary>
    internal bool HasMore { get; private set; }

    /// <inheritdoc/>
    public override void Execute(StoreConnection connection)
    {
        Count = 0;
        Taken = 0;
        _lastKey = 0;
        PurgeBudget budget = PurgeBudget.OfOneCommit;
        while (!budget.IsSpent && Purging.Find(connection, job) is { } begun)
        {
            if ((!begun.Recursive || TakeChildren(connection, begun.Key, budget))
                && Purging.TakeRest(connection, begun.Key, budget))
            {
                Purging.Forget(connection, begun.Key);
            }
        }

        for (; Taken < keys.Count && !budget.IsSpent; Taken++)
        {
            TakeRow(connection, keys[Taken], recursive, budget);
        }

        HasMore = Purging.Find(connection, job) is not null;
        if (_lastKey > Meta.Read(connection, Meta.LastKey))
        {
            Meta.Write(connection, Meta.LastKey, _lastKey);
        }
    }

    private static long? SizeOfEnded(StoreConnection connection, long key)
    {
        StoreStatement read = connection
            .Statement("""
                SELECT ifnull(length(tail), 0) + ifnull(length(input), 0) + ifnull(length(output), 0)
                FROM instances WHERE key=? AND completed IS NOT NULL
                """)
            .Bind(1, key);
        if (!read.Read())
        {
            return null;
        }

        long size = read.Int64(0);
        read.Reset();
        return size;
    }

    private static List<long> Children(StoreConnection connection, long key, int atMost)
    {
        List<long> children = [];
        StoreStatement find = connection
            .Statement("SELECT key FROM instances WHERE parent=? AND completed IS NOT NULL LIMIT ?")
            .Bind(1, key)
            .Bind(2, atMost);
        while (find.Read())
        {
            children.Add(find.Int64(0));
        }

        return children;
    }

    private bool TakeChildren(StoreConnection connection, long key, PurgeBudget budget)
    {
        foreach (long child in Children(connection, key, budget.Rows + 1))
        {
            if (budget.IsSpent)
            {
                return false;
            }

            TakeRow(connection, child, withChildren: true, budget);
        }

        return true;
    }

    private void TakeRow(StoreConnection connection, long key, bool withChildren, PurgeBudget budget)
    {
        if (SizeOfEnded(connection, key) is not { } size)
        {
            return;
        }

        connection.Statement("DELETE FROM instances WHERE key=?").Bind(1, key).Run();
        _lastKey = Math.Max(_lastKey, key);
        budget.Spend(size);
        Count++;
        bool parent = withChildren && Children(connection, key, 1).Count > 0;
        if (parent || !Purging.TakeRest(connection, key, budget))
        {
            Purging.Put(connection, key, parent, job ?? key);
        }
    }
}
