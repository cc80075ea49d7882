using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Engine.Tables;

/// <summary>The last numbers that a store has given.</summary>
/// <param name="Key">Of an instance.</param>
/// <param name="Seq">Of a message.</param>
/// <param name="Payload">Of a payload out of line.</param>
internal readonly record struct StoreNumbers(long Key, long Seq, long Payload)
{
    /// <summary>Reads them.</summary>
    internal static StoreNumbers Read(StoreConnection connection) => new(
        Math.Max(Last(connection, "SELECT max(key) FROM instances"), Meta.Read(connection, Meta.LastKey)),
        Last(connection, "SELECT max(seq) FROM inbox"),
        Last(connection, "SELECT max(id) FROM payloads"));

    /// <summary>Goes on after them.</summary>
    internal InstanceTable GoOn()
    {
        var table = new InstanceTable();
        table.Begin(Key, Seq, Payload);
        return table;
    }

    private static long Last(StoreConnection connection, string sql)
    {
        StoreStatement read = connection.Statement(sql);
        read.Read();
        long? last = read.Int64OrNull(0);
        read.Reset();
        return last ?? 0;
    }
}
