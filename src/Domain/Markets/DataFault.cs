namespace TradingBase.Markets;

/// <summary>Why a file was refused.</summary>
/// <param name="Line">1-based line, or null when no line is at fault.</param>
/// <param name="Column">Name of the column, or null.</param>
/// <param name="Reason">What was found and what was expected.</param>
public sealed record DataFault(long? Line, string? Column, string Reason)
{
    /// <summary>Takes the facts of a refusal.</summary>
    public static DataFault From(MarketDataException refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        return new(refusal.Line, refusal.Column, refusal.Reason);
    }
}
