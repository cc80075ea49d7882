using SQLitePCL;

namespace TradingBase.LocalHost.Storage.Disks;

/// <summary>Counts what SQLite does to the store's files, and can play a slower disk.</summary>
/// <param name="shortestSync">How long each fsync takes at least; zero for as long as it takes.</param>
/// <remarks>It rests for most of that time and spins for the last tenth of a millisecond, so that it is both
/// exact and no load to the machine.</remarks>
internal sealed class CountingDisk(TimeSpan shortestSync = default) : Disk
{
    private static readonly TimeSpan Spinning = TimeSpan.FromMilliseconds(0.1);

    private long _syncs;
    private long _writes;
    private long _bytesWritten;

    /// <summary>How many fsyncs there were, of all files.</summary>
    internal long Syncs => Interlocked.Read(ref _syncs);

    /// <summary>How many writes there were, of all files.</summary>
    internal long Writes => Interlocked.Read(ref _writes);

    /// <summary>How many bytes those wrote.</summary>
    internal long BytesWritten => Interlocked.Read(ref _bytesWritten);

    /// <inheritdoc/>
    internal override int After(in DiskAccess access, int code)
    {
        if (code == raw.SQLITE_OK && access.Operation is DiskOperation.Write)
        {
            Interlocked.Increment(ref _writes);
            Interlocked.Add(ref _bytesWritten, access.Data.Length);
        }
        else if (code == raw.SQLITE_OK && access.Operation is DiskOperation.Sync)
        {
            Wait(access.Begun);
            Interlocked.Increment(ref _syncs);
        }

        return code;
    }

    private unsafe void Wait(long begun)
    {
        TimeSpan rest = shortestSync - TimeProvider.System.GetElapsedTime(begun) - Spinning;
        if (rest > TimeSpan.Zero)
        {
            // The platform's own rests for microseconds, where .NET's knows whole milliseconds.
            NativeVfs* platform = NativeDisk.Find(null);
            platform->Sleep(platform, (int)rest.TotalMicroseconds);
        }

        while (TimeProvider.System.GetElapsedTime(begun) < shortestSync)
        {
            Thread.SpinWait(20);
        }
    }
}
