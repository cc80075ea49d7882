namespace TradingBase.LocalHost.Tests.Storage.Disks;

/// <summary>What becomes of the writes that were not synced when the machine stops.</summary>
internal enum CrashVariant
{
    /// <summary>The process was killed: all of them are there.</summary>
    Killed,

    /// <summary>The power was cut: none of them is there.</summary>
    Cut,

    /// <summary>The power was cut: all are there, the last one only to its half.</summary>
    LastWriteHalf,

    /// <summary>The power was cut: the last one is there, those before it are not.</summary>
    OnlyLastWrite,

    /// <summary>The power was cut: of each, some sectors are there and some are not, by a seed of the
    /// position.</summary>
    Reordered,
}
