using System.Globalization;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Engine.Tables;

/// <summary>Gives some of the store's free pages back to the file system.</summary>
internal sealed class VacuumCommit : AwaitedStoreCommand
{
    /// <summary>As many as one commit moves in a few milliseconds; fewer are kept for what comes.</summary>
    internal const int Pages = 256;

    /// <summary>Pages that are still free.</summary>
    internal long Left { get; private set; }

    /// <summary>Reads how many pages are free, and whether they can be given back.</summary>
    internal static long FreePages(StoreConnection connection) =>
        connection.Scalar("PRAGMA auto_vacuum") == "2" ? Free(connection) : 0;

    /// <inheritdoc/>
    public override void Execute(StoreConnection connection)
    {
        connection.Run($"PRAGMA incremental_vacuum({Pages})");
        Left = Free(connection);
    }

    private static long Free(StoreConnection connection) => long.Parse(
        connection.Scalar("PRAGMA freelist_count")!, CultureInfo.InvariantCulture);
}
