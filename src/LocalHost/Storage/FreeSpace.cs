using System.Globalization;
using Microsoft.Extensions.Logging;

namespace TradingBase.LocalHost.Storage;

/// <summary>Makes a store able to give free pages back to the file system.</summary>
/// <remarks>
/// SQLite settles that when a file gets its first table. A store from before, or one that another program
/// has made, is rewritten once at its opening; one that is too large for that stays as it is: its free pages
/// are used again, and its file does not shrink.
/// </remarks>
internal static class FreeSpace
{
    /// <summary>The largest store that is rewritten; it takes about a second.</summary>
    internal const long MostBytes = 256L << 20;

    /// <summary>Rewrites an older store.</summary>
    /// <param name="connection">Writes; nothing is under way on it.</param>
    /// <param name="file">The store's full path.</param>
    /// <param name="logger">Hears what was done or could not be.</param>
    internal static void LetShrink(StoreConnection connection, string file, ILogger logger)
    {
        if (connection.Scalar("PRAGMA auto_vacuum") == "2")
        {
            return;
        }

        long bytes = Number(connection, "page_count") * Number(connection, "page_size");
        if (bytes > MostBytes)
        {
            logger.LogWarning(
                "The store {File} was made without auto_vacuum, so its file does not shrink. To change that, "
                + "stop the host and run: sqlite3 {Same} 'PRAGMA auto_vacuum=INCREMENTAL; VACUUM'",
                file,
                file);
            return;
        }

        try
        {
            connection.Scalar("PRAGMA auto_vacuum=INCREMENTAL");
            connection.Run("VACUUM");
            logger.LogInformation("The store {File} was rewritten so that its file can shrink", file);
        }
        catch (StoreUnavailableException fault)
        {
            // It is as it was, and can be used as it is.
            logger.LogWarning(
                fault, "The store {File} could not be rewritten; its file does not shrink", file);
        }
    }

    private static long Number(StoreConnection connection, string pragma) =>
        long.Parse(connection.Scalar("PRAGMA " + pragma)!, CultureInfo.InvariantCulture);
}
