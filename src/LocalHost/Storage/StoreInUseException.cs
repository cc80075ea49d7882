namespace TradingBase.LocalHost.Storage;

/// <summary>Another process, or another host in this process, holds the store's file.</summary>
/// <param name="file">The store's full path.</param>
/// <param name="innerException">What the operating system said.</param>
public sealed class StoreInUseException(string file, Exception? innerException = null)
    : TradingBaseException(
        $"The store '{file}' is in use by another process; one process at a time may open it.",
            innerException)
{
    /// <summary>The store's full path.</summary>
    public string File { get; } = file;
}
