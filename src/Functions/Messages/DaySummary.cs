namespace TradingBase.Functions.Messages;

/// <summary>A market's day in short; the long form is the daily report.</summary>
/// <param name="Market">Which market.</param>
/// <param name="Date">The exchange's own date of the session.</param>
/// <param name="AtUtc">When the books were read, UTC.</param>
/// <param name="Equity">The desk's, base currency.</param>
/// <param name="Result">What the market's instruments earned since the report before, base currency.</param>
public sealed record DaySummary(
    string Market, DateOnly Date, DateTimeOffset AtUtc, decimal Equity, decimal Result);
