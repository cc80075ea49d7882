using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Engine.Tables;

/// <summary>The table <c>meta</c>: what the engine remembers about the store as a whole.</summary>
internal static class Meta
{
    /// <summary>The greatest number that a purged instance has had, so that it is not given again.</summary>
    internal const string LastKey = "last_key";

    /// <summary>Reads a number; 0 when it was never written.</summary>
    internal static long Read(StoreConnection connection, string name)
    {
        StoreStatement read = connection.Statement("SELECT value FROM meta WHERE name=?").Bind(1, name);
        if (!read.Read())
        {
            return 0;
        }

        long value = read.Int64(0);
        read.Reset();
        return value;
    }

    /// <summary>Writes a number.</summary>
    internal static void Write(StoreConnection connection, string name, long value) => connection
        .Statement("INSERT OR REPLACE INTO meta(name, value) VALUES(?, ?)")
        .Bind(1, name)
        .Bind(2, value)
        .Run();
}
