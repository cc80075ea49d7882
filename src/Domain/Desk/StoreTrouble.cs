namespace TradingBase.Desk;

/// <summary>
/// Remembers in this process that the store could not be written, until the desk is held for it.
/// </summary>
/// <remarks>
/// Thread-safe. A process that dies forgets it; the next one starts with a hold of its own.
/// </remarks>
public sealed class StoreTrouble
{
    private volatile string? _pending;

    /// <summary>What a failed write said for which the desk is not held yet, or null.</summary>
    public string? Pending => _pending;

    /// <summary>Notes that a write failed.</summary>
    internal void Note(StateUnavailableException failure) => _pending = failure.Message;

    /// <summary>Notes that the desk is held for it, or needs no hold.</summary>
    internal void Settle() => _pending = null;
}
