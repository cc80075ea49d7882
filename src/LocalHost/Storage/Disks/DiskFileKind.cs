namespace TradingBase.LocalHost.Storage.Disks;

/// <summary>Which of SQLite's files.</summary>
internal enum DiskFileKind
{
    /// <summary>The store itself.</summary>
    Store,

    /// <summary>Its write-ahead log.</summary>
    Log,

    /// <summary>The rollback journal, used until the store is in WAL mode.</summary>
    Journal,

    /// <summary>A temporary file.</summary>
    Other,
}
