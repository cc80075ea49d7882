namespace TradingBase.Markets;

/// <summary>Market data that are unreadable or inconsistent; nothing of them was kept.</summary>
/// <param name="place">File or address.</param>
/// <param name="line">1-based line, or null when no line is at fault.</param>
/// <param name="column">Name of the column, or null.</param>
/// <param name="reason">What was found and what was expected.</param>
/// <param name="innerException">What was caught.</param>
public sealed class MarketDataException(
    string place, long? line, string? column, string reason, Exception? innerException = null)
    : TradingBaseException(Describe(place, line, column, reason), innerException)
{
    /// <summary>File or address.</summary>
    public string Place { get; } = place;

    /// <summary>1-based line, or null.</summary>
    public long? Line { get; } = line;

    /// <summary>Name of the column, or null.</summary>
    public string? Column { get; } = column;

    /// <summary>What was found and what was expected.</summary>
    public string Reason { get; } = reason;

    private static string Describe(string place, long? line, string? column, string reason) =>
        (line, column) switch
        {
            (null, null) => $"{place}: {reason}",
            (null, _) => $"{place}, column {column}: {reason}",
            (_, null) => $"{place}, line {line}: {reason}",
            _ => $"{place}, line {line}, column {column}: {reason}",
        };
}
