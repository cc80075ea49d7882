namespace TradingBase.LocalHost.Engine.Tables;

/// <summary>How much one commit may remove, so that the steps that share it do not wait long.</summary>
/// <param name="rows">Rows of instances and segments.</param>
/// <param name="bytes">Bytes in them; a single row may be larger.</param>
internal sealed class PurgeBudget(int rows, long bytes)
{
    /// <summary>What takes a few milliseconds.</summary>
    internal static PurgeBudget OfOneCommit => new(512, 1 << 20);

    private int _rows = rows;
    private long _bytes = bytes;

    /// <summary>Whether nothing more is removed.</summary>
    internal bool IsSpent => _rows <= 0 || _bytes <= 0;

    /// <summary>Rows that may still be removed.</summary>
    internal int Rows => _rows;

    /// <summary>A row goes.</summary>
    internal void Spend(long size)
    {
        _rows--;
        _bytes -= size;
    }
}
