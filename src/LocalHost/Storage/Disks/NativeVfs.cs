using System.Runtime.InteropServices;

namespace TradingBase.LocalHost.Storage.Disks;

/// <summary>SQLite's <c>sqlite3_vfs</c>, version 2: how it opens, removes and finds files.</summary>
/// <remarks>Source: https://sqlite.org/c3ref/vfs.html. What is only handed on has no type here.</remarks>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeVfs
{
    internal int Version;
    internal int FileSize;
    internal int LongestPath;
    internal NativeVfs* Next;
    internal byte* Name;
    internal void* AppData;
    internal delegate* unmanaged[Cdecl]<NativeVfs*, byte*, NativeFile*, int, int*, int> Open;
    internal delegate* unmanaged[Cdecl]<NativeVfs*, byte*, int, int> Delete;
    internal void* Access;
    internal void* FullPathname;
    internal void* LibraryOpen;
    internal void* LibraryError;
    internal void* LibrarySymbol;
    internal void* LibraryClose;
    internal void* Randomness;
    internal delegate* unmanaged[Cdecl]<NativeVfs*, int, int> Sleep;
    internal void* CurrentTime;
    internal void* LastError;
    internal void* CurrentTimeInt64;
}
