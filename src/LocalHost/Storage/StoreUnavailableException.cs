namespace TradingBase.LocalHost.Storage;

/// <summary>The store could not read or write just now: disk full, read only, or a device error.</summary>
/// <param name="file">The store's full path.</param>
/// <param name="reason">SQLite's words for what went wrong.</param>
/// <param name="code">SQLite's extended result code.</param>
/// <remarks>Nothing of the refused write is kept, so it may be sent again when the store is back.</remarks>
public sealed class StoreUnavailableException(string file, string reason, int code)
    : TradingBaseException($"The store '{file}' is unavailable: {reason} (code {code}).")
{
    /// <summary>The store's full path.</summary>
    public string File { get; } = file;

    /// <summary>SQLite's extended result code.</summary>
    public int Code { get; } = code;
}
