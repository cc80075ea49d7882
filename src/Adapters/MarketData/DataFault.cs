using TradingBase.Markets;

namespace TradingBase.Adapters.MarketData;

/// <summary>Why a file was refused.</summary>
/// <param name="Line">1-based line, or null when no line is at fault.</param>
/// <param name="Column">Name of the column, or null.</param>
/// <param name="Reason">What was found and what was expected.</param>
public sealed record DataFault(long? Line, string? Column, string Reason)
{
    internal static DataFault From(MarketDataException refusal) =>
        new(refusal.Line, refusal.Column, refusal.Reason);
}
