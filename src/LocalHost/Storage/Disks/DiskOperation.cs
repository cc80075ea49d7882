namespace TradingBase.LocalHost.Storage.Disks;

/// <summary>What is done to a file of the store.</summary>
internal enum DiskOperation
{
    /// <summary>It is opened, and made where it is missing.</summary>
    Open,

    /// <summary>Bytes are read.</summary>
    Read,

    /// <summary>Bytes are written; they are safe only after a <see cref="Sync"/>.</summary>
    Write,

    /// <summary>It is cut, or grown with zeros, to a length.</summary>
    Truncate,

    /// <summary>What was written is made safe from a power cut.</summary>
    Sync,

    /// <summary>It is removed.</summary>
    Delete,
}
