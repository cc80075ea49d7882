using System.Runtime.InteropServices;

namespace TradingBase.LocalHost.Storage.Disks;

/// <summary>SQLite's <c>sqlite3_file</c>: an open file, of which it knows the methods alone.</summary>
/// <remarks>Source: https://sqlite.org/c3ref/file.html.</remarks>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeFile
{
    /// <summary>Null while it is not open.</summary>
    internal NativeFileMethods* Methods;
}
