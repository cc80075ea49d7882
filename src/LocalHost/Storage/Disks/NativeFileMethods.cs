using System.Runtime.InteropServices;

namespace TradingBase.LocalHost.Storage.Disks;

/// <summary>SQLite's <c>sqlite3_io_methods</c>, version 2: what it does to an open file and to the log's
/// shared memory.</summary>
/// <remarks>Source: https://sqlite.org/c3ref/io_methods.html.</remarks>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeFileMethods
{
    internal int Version;
    internal delegate* unmanaged[Cdecl]<NativeFile*, int> Close;
    internal delegate* unmanaged[Cdecl]<NativeFile*, byte*, int, long, int> Read;
    internal delegate* unmanaged[Cdecl]<NativeFile*, byte*, int, long, int> Write;
    internal delegate* unmanaged[Cdecl]<NativeFile*, long, int> Truncate;
    internal delegate* unmanaged[Cdecl]<NativeFile*, int, int> Sync;
    internal delegate* unmanaged[Cdecl]<NativeFile*, long*, int> FileSize;
    internal delegate* unmanaged[Cdecl]<NativeFile*, int, int> Lock;
    internal delegate* unmanaged[Cdecl]<NativeFile*, int, int> Unlock;
    internal delegate* unmanaged[Cdecl]<NativeFile*, int*, int> CheckReservedLock;
    internal delegate* unmanaged[Cdecl]<NativeFile*, int, void*, int> FileControl;
    internal delegate* unmanaged[Cdecl]<NativeFile*, int> SectorSize;
    internal delegate* unmanaged[Cdecl]<NativeFile*, int> DeviceCharacteristics;
    internal delegate* unmanaged[Cdecl]<NativeFile*, int, int, int, void**, int> SharedMap;
    internal delegate* unmanaged[Cdecl]<NativeFile*, int, int, int, int> SharedLock;
    internal delegate* unmanaged[Cdecl]<NativeFile*, void> SharedBarrier;
    internal delegate* unmanaged[Cdecl]<NativeFile*, int, int> SharedUnmap;
}
