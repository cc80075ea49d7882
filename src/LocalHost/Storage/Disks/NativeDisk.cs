using System.Runtime.InteropServices;

namespace TradingBase.LocalHost.Storage.Disks;

/// <summary>What SQLite's library offers to those who bring a file system of their own.</summary>
/// <remarks>Source: https://sqlite.org/c3ref/vfs_find.html. Call <c>Batteries_V2.Init</c> before.</remarks>
internal static unsafe partial class NativeDisk
{
    private const string Library = "e_sqlite3";

    /// <summary>Finds a file system by its name; the platform's own for null.</summary>
    [LibraryImport(Library, EntryPoint = "sqlite3_vfs_find")]
    internal static partial NativeVfs* Find(byte* name);

    /// <summary>Makes a file system known; it stays where it is in memory until it is unregistered.</summary>
    [LibraryImport(Library, EntryPoint = "sqlite3_vfs_register")]
    internal static partial int Register(NativeVfs* vfs, int makeDefault);

    /// <summary>Makes it unknown again; files that are open stay open.</summary>
    [LibraryImport(Library, EntryPoint = "sqlite3_vfs_unregister")]
    internal static partial int Unregister(NativeVfs* vfs);
}
