using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace TradingBase.LocalHost.Storage.Disks;

/// <summary>What SQLite calls: each asks the disk where it may, and hands the call on.</summary>
internal static unsafe class DiskCallbacks
{
    // SQLITE_OPEN_*: how and for what purpose SQLite opens a file.
    private const int ReadOnly = 0x1;
    private const int ReadWriteOrCreate = 0x6;
    private const int MainDatabase = 0x100;
    private const int MainJournal = 0x800;
    private const int WriteAheadLog = 0x80000;

    /// <summary>Puts the functions into the block.</summary>
    internal static void Fill(DiskBlock* block)
    {
        block->Vfs.Open = &Open;
        block->Vfs.Delete = &Delete;
        block->Methods = new()
        {
            // Without version 3's memory mapping every byte that is read or written comes by here.
            Version = 2,
            Close = &Close,
            Read = &Read,
            Write = &Write,
            Truncate = &Truncate,
            Sync = &Sync,
            FileSize = &FileSize,
            Lock = &Lock,
            Unlock = &Unlock,
            CheckReservedLock = &CheckReservedLock,
            FileControl = &FileControl,
            SectorSize = &SectorSize,
            DeviceCharacteristics = &DeviceCharacteristics,
            SharedMap = &SharedMap,
            SharedLock = &SharedLock,
            SharedBarrier = &SharedBarrier,
            SharedUnmap = &SharedUnmap,
        };
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Open(NativeVfs* vfs, byte* name, NativeFile* file, int flags, int* outFlags)
    {
        var block = (DiskBlock*)vfs;
        DiskFileKind kind = (flags & (MainDatabase | MainJournal | WriteAheadLog)) switch
        {
            MainDatabase => DiskFileKind.Store,
            WriteAheadLog => DiskFileKind.Log,
            MainJournal => DiskFileKind.Journal,
            _ => DiskFileKind.Other,
        };
        file->Methods = null;
        int code = Owner(block->Owner).Before(new(kind, DiskOperation.Open, 0, default));
        if (code == raw.SQLITE_READONLY)
        {
            flags = (flags & ~ReadWriteOrCreate) | ReadOnly;
        }
        else if (code != raw.SQLITE_OK)
        {
            return code;
        }

        NativeFile* under = Under(file);
        under->Methods = null;
        code = block->Under->Open(block->Under, name, under, flags, outFlags);

        // SQLite closes whatever has methods, even when it could not be opened.
        if (under->Methods is not null)
        {
            *(DiskFile*)file = new()
            {
                File = new() { Methods = &block->Methods },
                Owner = block->Owner,
                Kind = kind,
            };
        }

        return code;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Delete(NativeVfs* vfs, byte* name, int syncFolder)
    {
        var block = (DiskBlock*)vfs;
        ReadOnlySpan<byte> path = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name);
        DiskFileKind kind = path.EndsWith("-wal"u8) ? DiskFileKind.Log
            : path.EndsWith("-journal"u8) ? DiskFileKind.Journal
            : DiskFileKind.Other;
        DiskVfs owner = Owner(block->Owner);
        DiskAccess access = new(kind, DiskOperation.Delete, 0, default);
        int code = owner.Before(access);
        return code == raw.SQLITE_OK
            ? owner.After(access, block->Under->Delete(block->Under, name, syncFolder))
            : code;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Read(NativeFile* file, byte* data, int length, long offset)
    {
        DiskVfs owner = Owner(file);
        DiskAccess access = new(((DiskFile*)file)->Kind, DiskOperation.Read, offset, default);
        int code = owner.Before(access);
        return code == raw.SQLITE_OK
            ? owner.After(access, Under(file)->Methods->Read(Under(file), data, length, offset))
            : code;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(NativeFile* file, byte* data, int length, long offset)
    {
        DiskVfs owner = Owner(file);
        DiskAccess access = new(((DiskFile*)file)->Kind, DiskOperation.Write, offset, new(data, length));
        int code = owner.Before(access);
        return code == raw.SQLITE_OK
            ? owner.After(access, Under(file)->Methods->Write(Under(file), data, length, offset))
            : code;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Truncate(NativeFile* file, long length)
    {
        DiskVfs owner = Owner(file);
        DiskAccess access = new(((DiskFile*)file)->Kind, DiskOperation.Truncate, length, default);
        int code = owner.Before(access);
        return code == raw.SQLITE_OK
            ? owner.After(access, Under(file)->Methods->Truncate(Under(file), length))
            : code;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sync(NativeFile* file, int flags)
    {
        DiskVfs owner = Owner(file);
        long begun = TimeProvider.System.GetTimestamp();
        DiskAccess access = new(((DiskFile*)file)->Kind, DiskOperation.Sync, 0, default, begun);
        int code = owner.Before(access);
        return code == raw.SQLITE_OK
            ? owner.After(access, Under(file)->Methods->Sync(Under(file), flags))
            : code;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Close(NativeFile* file) => Under(file)->Methods->Close(Under(file));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int FileSize(NativeFile* file, long* size) =>
        Under(file)->Methods->FileSize(Under(file), size);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Lock(NativeFile* file, int level) => Under(file)->Methods->Lock(Under(file), level);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Unlock(NativeFile* file, int level) =>
        Under(file)->Methods->Unlock(Under(file), level);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int CheckReservedLock(NativeFile* file, int* result) =>
        Under(file)->Methods->CheckReservedLock(Under(file), result);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int FileControl(NativeFile* file, int operation, void* argument) =>
        Under(file)->Methods->FileControl(Under(file), operation, argument);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SectorSize(NativeFile* file) => Under(file)->Methods->SectorSize(Under(file));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int DeviceCharacteristics(NativeFile* file) =>
        Under(file)->Methods->DeviceCharacteristics(Under(file));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SharedMap(NativeFile* file, int region, int size, int extend, void** memory) =>
        Under(file)->Methods->SharedMap(Under(file), region, size, extend, memory);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SharedLock(NativeFile* file, int offset, int count, int flags) =>
        Under(file)->Methods->SharedLock(Under(file), offset, count, flags);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void SharedBarrier(NativeFile* file) =>
        Under(file)->Methods->SharedBarrier(Under(file));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SharedUnmap(NativeFile* file, int delete) =>
        Under(file)->Methods->SharedUnmap(Under(file), delete);

    private static NativeFile* Under(NativeFile* file) => (NativeFile*)((DiskFile*)file + 1);

    private static DiskVfs Owner(NativeFile* file) => Owner(((DiskFile*)file)->Owner);

    private static DiskVfs Owner(nint handle) => GCHandle<DiskVfs>.FromIntPtr(handle).Target;
}
