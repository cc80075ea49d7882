using System.Buffers.Binary;
using SQLitePCL;
using TradingBase.LocalHost.Storage.Disks;

namespace TradingBase.LocalHost.Tests.Storage.Disks;

/// <summary>Keeps an ordered log of all that changed the store's files or made a change safe.</summary>
/// <param name="other">Is asked about each access too; null for nobody.</param>
/// <remarks>Not thread safe: for a store whose writer and readers take turns on one thread.</remarks>
internal sealed class RecordingDisk(Disk? other = null) : Disk
{
    private readonly List<DiskChange> _changes = [];
    private Disk? _other = other;

    /// <summary>In the order of their happening.</summary>
    public IReadOnlyList<DiskChange> Changes => _changes;

    /// <summary>How many changes there were: the place in the log where one stands now.</summary>
    public int Position => _changes.Count;

    /// <summary>Called before each change: what others do while the disk is busy.</summary>
    public Action Meanwhile { get; set; } = () => { };

    /// <summary>Asks the other disk no more.</summary>
    public void LeaveOther() => _other = null;

    internal override int Before(in DiskAccess access)
    {
        if (access.Operation is not DiskOperation.Read)
        {
            Meanwhile();
        }

        return _other?.Before(access) ?? raw.SQLITE_OK;
    }

    internal override int After(in DiskAccess access, int code)
    {
        if (code == raw.SQLITE_OK && access.Operation is not DiskOperation.Read)
        {
            _changes.Add(new(access.File, access.Operation, access.Offset, access.Data.ToArray()));
        }

        return _other?.After(access, code) ?? code;
    }
}

/// <summary>One change of a file, or the moment from which its changes are safe.</summary>
/// <param name="File">Which file.</param>
/// <param name="Operation">Write, Truncate, Sync or Delete.</param>
/// <param name="Offset">Where was written; the new length of a truncation.</param>
/// <param name="Data">What was written.</param>
internal sealed record DiskChange(DiskFileKind File, DiskOperation Operation, long Offset, byte[] Data)
{
    private const int LogHeader = 32;
    private const int FrameHeader = 24;

    /// <inheritdoc/>
    public override string ToString() => $"{Operation} {File} at {Offset}";

    /// <summary>Whether it is the head of the log, written when it begins at its first byte again.</summary>
    public bool BeginsTheLog => File is DiskFileKind.Log && Operation is DiskOperation.Write && Offset == 0;

    /// <summary>Whether the log is safe from here on.</summary>
    public bool IsSyncOfTheLog => File is DiskFileKind.Log && Operation is DiskOperation.Sync;

    /// <summary>Whether it is the head of the frame that ends a transaction in the log.</summary>
    /// <remarks>Source: https://sqlite.org/fileformat2.html#walformat.</remarks>
    public bool EndsATransaction => File is DiskFileKind.Log && Operation is DiskOperation.Write
        && Offset >= LogHeader && Data.Length == FrameHeader
        && BinaryPrimitives.ReadInt32BigEndian(Data.AsSpan(4)) != 0;
}
