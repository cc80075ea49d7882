using SQLitePCL;

namespace TradingBase.LocalHost.Storage.Disks;

/// <summary>Stands between SQLite and the files of one store: it is told of every access, and may delay or
/// refuse it.</summary>
/// <remarks>
/// Called on the threads of the store's writer and of its readers, so it is thread safe. What it throws is
/// logged and reaches SQLite as SQLITE_IOERR.
/// </remarks>
internal abstract class Disk
{
    /// <summary>Called before an access.</summary>
    /// <returns>SQLITE_OK to let it happen; otherwise it does not happen, and SQLite is told this code. For
    /// an opening, SQLITE_READONLY lets the file be read, as the platform does with one that may not be
    /// written.</returns>
    internal virtual int Before(in DiskAccess access) => raw.SQLITE_OK;

    /// <summary>Called after an access that happened, other than the opening of a file.</summary>
    /// <param name="access">What was done.</param>
    /// <param name="code">What the operating system's own layer said.</param>
    /// <returns>What SQLite is told, which is <paramref name="code"/> on an honest disk.</returns>
    internal virtual int After(in DiskAccess access, int code) => code;
}
