using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace TradingBase.LocalHost.Storage.Disks;

/// <summary>A file system for SQLite that does what the platform's own does and asks a <see cref="Disk"/>
/// about it.</summary>
/// <remarks>
/// Each store that has a disk registers one under a name of its own. It lives until it is disposed of and the
/// last connection that uses it is closed: SQLite reads its memory up to then.
/// </remarks>
internal sealed unsafe class DiskVfs : IDisposable
{
    private const int LongestName = 32;

    private readonly Disk _disk;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private GCHandle<DiskVfs> _self;
    private DiskBlock* _block;
    private int _users = 1;
    private bool _disposed;

    /// <summary>Registers it.</summary>
    /// <param name="disk">Asked about every access.</param>
    /// <param name="logger">Hears what the disk throws.</param>
    /// <exception cref="InvalidOperationException">SQLite's library does not take it.</exception>
    public DiskVfs(Disk disk, ILogger logger)
    {
        Batteries_V2.Init();
        _disk = disk;
        _logger = logger;
        NativeVfs* under = NativeDisk.Find(null);
        if (under is null)
        {
            throw new InvalidOperationException("SQLite's library has no file system of its own.");
        }

        _self = new(this);
        _block = (DiskBlock*)NativeMemory.AllocZeroed((nuint)(sizeof(DiskBlock) + LongestName));
        Name = $"disk-{(nint)_block:x}";
        byte* name = (byte*)(_block + 1);
        Encoding.ASCII.GetBytes(Name, new(name, LongestName - 1));

        // What is not ours to watch goes straight to the platform's own functions, with their own data.
        _block->Vfs = *under;
        _block->Vfs.Version = Math.Min(under->Version, 2);
        _block->Vfs.FileSize = sizeof(DiskFile) + under->FileSize;
        _block->Vfs.Next = null;
        _block->Vfs.Name = name;
        _block->Under = under;
        _block->Owner = GCHandle<DiskVfs>.ToIntPtr(_self);
        DiskCallbacks.Fill(_block);
        int code = NativeDisk.Register(&_block->Vfs, makeDefault: 0);
        if (code != raw.SQLITE_OK)
        {
            Free();
            throw new InvalidOperationException(
                $"SQLite's library did not take a file system (code {code}).");
        }
    }

    /// <summary>What a connection is opened with.</summary>
    public string Name { get; }

    /// <summary>Said before a connection is opened with it.</summary>
    public void Enter()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _users++;
        }
    }

    /// <summary>Said after that connection is closed, or could not be opened.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            if (--_users == 0)
            {
                Free();
            }
        }
    }

    /// <summary>Makes it unknown; open connections go on with it.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            int code = NativeDisk.Unregister(&_block->Vfs);
            if (code != raw.SQLITE_OK)
            {
                _logger.LogError("SQLite's library kept the file system {Name} (code {Code})", Name, code);
            }
        }

        Leave();
    }

    internal int Before(in DiskAccess access)
    {
        try
        {
            return _disk.Before(access);
        }
        catch (Exception fault)
        {
            return Refuse(fault, access.Operation);
        }
    }

    internal int After(in DiskAccess access, int code)
    {
        try
        {
            return _disk.After(access, code);
        }
        catch (Exception fault)
        {
            return Refuse(fault, access.Operation);
        }
    }

    // No exception may cross the border to SQLite's code.
    private int Refuse(Exception fault, DiskOperation operation)
    {
        _logger.LogCritical(fault, "The store's disk threw when it was told of a {Operation}", operation);
        return raw.SQLITE_IOERR;
    }

    private void Free()
    {
        NativeMemory.Free(_block);
        _block = null;
        _self.Dispose();
    }
}
