using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Engine.Tables;

/// <summary>What instances leave behind whose row is gone, and the table <c>purging</c> of those that have
/// left more than a commit may remove.</summary>
internal static class Purging
{
    /// <summary>Looks for an instance of which something is left.</summary>
    /// <param name="connection">Reads.</param>
    /// <param name="job">Which purge has left it; null for any.</param>
    /// <returns>Its number, and whether its ended children go too; null when there is none.</returns>
    internal static (long Key, bool Recursive)? Find(StoreConnection connection, long? job)
    {
        StoreStatement read = connection
            .Statement("""
                SELECT instance, recursive FROM purging WHERE ?1 IS NULL OR job=?1 ORDER BY instance LIMIT 1
                """)
            .Bind(1, job);
        if (!read.Read())
        {
            return null;
        }

        (long, bool) found = (read.Int64(0), read.Int32(1) != 0);
        read.Reset();
        return found;
    }

    /// <summary>Leaves an instance to the commits that come.</summary>
    internal static void Put(StoreConnection connection, long key, bool recursive, long job) => connection
        .Statement("INSERT INTO purging(instance, recursive, job) VALUES(?, ?, ?)")
        .Bind(1, key)
        .Bind(2, recursive ? 1 : 0)
        .Bind(3, job)
        .Run();

    /// <summary>Nothing is left of an instance.</summary>
    internal static void Forget(StoreConnection connection, long key) =>
        connection.Statement("DELETE FROM purging WHERE instance=?").Bind(1, key).Run();

    /// <summary>Removes what an instance has left, or as much as may be.</summary>
    /// <returns>Whether nothing is left.</returns>
    internal static bool TakeRest(StoreConnection connection, long key, PurgeBudget budget)
    {
        if (!TakeHistory(connection, key, budget) || !TakePayloads(connection, key, budget))
        {
            return false;
        }

        connection.Statement("DELETE FROM inbox WHERE instance=?").Bind(1, key).Run();
        connection.Statement("DELETE FROM stuck WHERE instance=?").Bind(1, key).Run();
        Attempts.Delete(connection, key);
        return true;
    }

    private static bool TakeHistory(StoreConnection connection, long key, PurgeBudget budget)
    {
        StoreStatement read = connection
            .Statement("SELECT segment, length(events) FROM history WHERE instance=? ORDER BY segment")
            .Bind(1, key);
        long? to = null;
        bool all = true;
        while (all && read.Read())
        {
            all = !budget.IsSpent;
            if (all)
            {
                to = read.Int64(0);
                budget.Spend(read.Int64(1));
            }
        }

        read.Reset();
        if (to is not null)
        {
            connection.Statement("DELETE FROM history WHERE instance=? AND segment<=?")
                .Bind(1, key).Bind(2, to).Run();
        }

        return all;
    }

    private static bool TakePayloads(StoreConnection connection, long key, PurgeBudget budget)
    {
        List<long> taken = [];
        StoreStatement read = connection
            .Statement("SELECT id, length(bytes) FROM payloads WHERE instance=?")
            .Bind(1, key);
        bool all = true;
        while (all && read.Read())
        {
            all = !budget.IsSpent;
            if (all)
            {
                taken.Add(read.Int64(0));
                budget.Spend(read.Int64(1));
            }
        }

        read.Reset();
        foreach (long id in taken)
        {
            connection.Statement("DELETE FROM payloads WHERE id=?").Bind(1, id).Run();
        }

        return all;
    }
}
