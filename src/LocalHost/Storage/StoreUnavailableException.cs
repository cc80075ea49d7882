namespace TradingBase.LocalHost.Storage;

/// <summary>The store could not read or write just now: disk full, read only, or a device error.</summary>
/// <param name="file">The store's full path.</param>
/// <param name="reason">SQLite's words for what went wrong.</param>
/// <param name="code">SQLite's extended result code.</param>
/// <param name="isDoubtful">Whether a crash could bring the write back.</param>
/// <remarks>
/// Nothing of the refused write is kept, so it may be sent again when the store is back. Where it is
/// doubtful, that holds unless the process ends before the store takes another write: the next start may
/// then find it kept.
/// </remarks>
public sealed class StoreUnavailableException(string file, string reason, int code, bool isDoubtful = false)
    : TradingBaseException($"The store '{file}' is unavailable: {reason} (code {code}).")
{
    /// <summary>The store's full path.</summary>
    public string File { get; } = file;

    /// <summary>SQLite's words for what went wrong.</summary>
    public string Reason { get; } = reason;

    /// <summary>Whether a crash before the store's next good write could bring this one back.</summary>
    public bool IsDoubtful { get; } = isDoubtful;

    /// <summary>SQLite's extended result code.</summary>
    public int Code { get; } = code;
}
