using SQLitePCL;

namespace TradingBase.LocalHost.Storage;

/// <summary>Keeps the file of SQLite's log from growing on and on.</summary>
/// <param name="store">The store's full path.</param>
/// <param name="connection">The writer's.</param>
/// <remarks>
/// SQLite takes the log over into the store by itself every few thousand pages, but it begins the log anew
/// only at a moment when nobody reads, and never makes its file smaller. Where readings always overlap
/// there is no such moment, so from a certain size on the writer waits for one.
/// </remarks>
internal sealed class LogBound(string store, StoreConnection connection)
{
    /// <summary>From how many bytes on the writer sees to it.</summary>
    internal const long Limit = 32L << 20;

    private const int CommitsBetweenLooks = 32;
    private const int CommitsAfterAVainWait = 256;
    private const int LongestWaitMs = 200;

    private readonly FileInfo _log = new(store + "-wal");
    private int _commits = CommitsBetweenLooks;
    private volatile bool _wanted;

    /// <summary>Has the log emptied after the next commit, if nobody reads at that moment.</summary>
    internal void ShortenSoon() => _wanted = true;

    /// <summary>Called after each commit.</summary>
    internal void Look()
    {
        if (_wanted)
        {
            _wanted = false;
            raw.sqlite3_wal_checkpoint_v2(
                connection.Database, "main", raw.SQLITE_CHECKPOINT_TRUNCATE, out _, out _);
        }

        if (--_commits > 0)
        {
            return;
        }

        _commits = CommitsBetweenLooks;
        _log.Refresh();
        if (!_log.Exists || _log.Length <= Limit)
        {
            return;
        }

        raw.sqlite3_busy_timeout(connection.Database, LongestWaitMs);
        int code = raw.sqlite3_wal_checkpoint_v2(
            connection.Database, "main", raw.SQLITE_CHECKPOINT_TRUNCATE, out _, out _);
        raw.sqlite3_busy_timeout(connection.Database, 0);

        // While a long reading stands in the way the writer is not held up at every look.
        _commits = code == raw.SQLITE_OK ? CommitsBetweenLooks : CommitsAfterAVainWait;
    }
}
