using SQLitePCL;
using TradingBase.LocalHost.Storage.Disks;

namespace TradingBase.Simulation.Tests.Engine;

/// <summary>A disk that refuses some accesses to the store's files while it is sick.</summary>
internal sealed class SimulatedDisk : Disk
{
    private Func<int>? _trouble;

    /// <summary>Refuses from now on what the function says.</summary>
    /// <param name="trouble">SQLite's code for the trouble, or SQLITE_OK; null heals.</param>
    internal void Sicken(Func<int>? trouble) => _trouble = trouble;

    // Reading and the closing of files go well, so that a process can be replaced by another.
    internal override int Before(in DiskAccess access) =>
        access.Operation is DiskOperation.Write or DiskOperation.Truncate or DiskOperation.Sync
            ? _trouble?.Invoke() ?? raw.SQLITE_OK
            : raw.SQLITE_OK;
}
