using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Engine.Reading;

/// <summary>One committed moment of a store, for readings of several statements.</summary>
internal static class Moment
{
    /// <summary>Reads everything as of one moment, whatever is committed meanwhile.</summary>
    /// <param name="connection">Reads only.</param>
    /// <param name="read">Several statements.</param>
    internal static T Of<T>(StoreConnection connection, Func<T> read)
    {
        connection.Run("BEGIN");
        try
        {
            return read();
        }
        finally
        {
            connection.Run("ROLLBACK");
        }
    }
}
