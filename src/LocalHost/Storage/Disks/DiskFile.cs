using System.Runtime.InteropServices;

namespace TradingBase.LocalHost.Storage.Disks;

/// <summary>A file of ours; the platform's own file lies behind it in the same piece of SQLite's
/// memory.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct DiskFile
{
    /// <summary>First, so that its address is the file's.</summary>
    internal NativeFile File;

    /// <summary>The handle of the <see cref="DiskVfs"/>.</summary>
    internal nint Owner;

    internal DiskFileKind Kind;
}
