using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Engine.Tables;

/// <summary>The table <c>stuck</c>: instances whose code awaits what nothing can end.</summary>
internal static class StuckTable
{
    /// <summary>Notes that an instance is stuck, or no longer.</summary>
    /// <param name="connection">Writes.</param>
    /// <param name="key">The instance's number.</param>
    /// <param name="since">UTC ticks; null when it is not.</param>
    internal static void Note(StoreConnection connection, long key, long? since)
    {
        if (since is null)
        {
            connection.Statement("DELETE FROM stuck WHERE instance=?").Bind(1, key).Run();
        }
        else
        {
            connection.Statement("INSERT OR REPLACE INTO stuck(instance, since) VALUES(?, ?)")
                .Bind(1, key).Bind(2, since).Run();
        }
    }

    /// <summary>Reads who is stuck.</summary>
    /// <returns>The instance's number, and since when in UTC ticks.</returns>
    internal static Dictionary<long, long> Read(StoreConnection connection)
    {
        Dictionary<long, long> stuck = [];
        StoreStatement read = connection.Statement("SELECT instance, since FROM stuck");
        while (read.Read())
        {
            stuck[read.Int64(0)] = read.Int64(1);
        }

        return stuck;
    }
}
