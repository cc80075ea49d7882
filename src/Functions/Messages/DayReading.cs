namespace TradingBase.Functions.Messages;

/// <summary>Asks for the report of a market's day as of a moment.</summary>
/// <param name="Market">Which market.</param>
/// <param name="Date">The exchange's own date of the session.</param>
/// <param name="AtUtc">When the books are read, UTC.</param>
public sealed record DayReading(string Market, DateOnly Date, DateTimeOffset AtUtc);
