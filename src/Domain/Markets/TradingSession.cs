namespace TradingBase.Markets;

/// <summary>One stretch of time in which a market trades, half-open: [Open, Close).</summary>
/// <param name="Date">The exchange's own date of the session.</param>
/// <param name="Open">First moment of trading, UTC.</param>
/// <param name="Close">First moment after trading, UTC.</param>
/// <param name="EarlyClose">Whether it ends before the usual hour.</param>
public readonly record struct TradingSession(
    DateOnly Date, DateTimeOffset Open, DateTimeOffset Close, bool EarlyClose)
{
    /// <summary>Whether a moment lies in the session.</summary>
    public bool Holds(DateTimeOffset moment) => moment >= Open && moment < Close;
}
