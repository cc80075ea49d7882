namespace TradingBase.Journal;

/// <summary>An event was recorded before with another content: somebody decided twice, differently.</summary>
/// <param name="stream">Which stream.</param>
/// <param name="key">Which event.</param>
public sealed class JournalConflictException(string stream, string key)
    : TradingBaseException($"Stream {stream} holds '{key}' already, with another content.")
{
    /// <summary>Which stream.</summary>
    public string Stream { get; } = stream;

    /// <summary>Which event.</summary>
    public string Key { get; } = key;
}
