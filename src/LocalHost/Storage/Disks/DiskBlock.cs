using System.Runtime.InteropServices;

namespace TradingBase.LocalHost.Storage.Disks;

/// <summary>The memory that SQLite holds of a <see cref="DiskVfs"/>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct DiskBlock
{
    /// <summary>First, so that its address is the block's.</summary>
    internal NativeVfs Vfs;

    /// <summary>The platform's own.</summary>
    internal NativeVfs* Under;

    /// <summary>The handle of the <see cref="DiskVfs"/>.</summary>
    internal nint Owner;

    /// <summary>The methods of all its files.</summary>
    internal NativeFileMethods Methods;
}
