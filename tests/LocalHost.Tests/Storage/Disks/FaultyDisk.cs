using SQLitePCL;
using TradingBase.LocalHost.Storage.Disks;

namespace TradingBase.LocalHost.Tests.Storage.Disks;

/// <summary>Refuses what it is told to refuse, from one access on and as long as it is told to.</summary>
internal sealed class FaultyDisk : Disk
{
    private readonly Lock _gate = new();
    private Func<DiskOperation, DiskFileKind, bool> _which = (_, _) => false;
    private long _skip;
    private long _times;
    private int _code;
    private bool _afterwards;

    /// <summary>How many accesses were refused since the last order.</summary>
    public long Refused { get; private set; }

    /// <summary>How many accesses of the kind in question there were since the last order.</summary>
    public long Seen { get; private set; }

    /// <summary>Refuses accesses from now on.</summary>
    /// <param name="which">Those in question.</param>
    /// <param name="code">SQLite's code for the trouble.</param>
    /// <param name="skip">How many of them pass before.</param>
    /// <param name="times">How many are refused.</param>
    /// <param name="afterwards">Whether they happen and only the answer is a refusal.</param>
    public void Refuse(
        Func<DiskOperation, DiskFileKind, bool> which,
        int code,
        long skip = 0,
        long times = long.MaxValue,
        bool afterwards = false)
    {
        lock (_gate)
        {
            (_which, _code, _skip, _times, _afterwards) = (which, code, skip, times, afterwards);
            (Refused, Seen) = (0, 0);
        }
    }

    /// <summary>Refuses nothing any more.</summary>
    public void Heal() => Refuse((_, _) => false, raw.SQLITE_OK);

    internal override int Before(in DiskAccess access) => _afterwards ? raw.SQLITE_OK : Judge(access);

    internal override int After(in DiskAccess access, int code) =>
        _afterwards && Judge(access) is var refusal and not raw.SQLITE_OK ? refusal : code;

    private int Judge(in DiskAccess access)
    {
        lock (_gate)
        {
            if (!_which(access.Operation, access.File))
            {
                return raw.SQLITE_OK;
            }

            Seen++;
            if (Seen <= _skip || Refused >= _times)
            {
                return raw.SQLITE_OK;
            }

            Refused++;
            return _code;
        }
    }
}
