namespace TradingBase.Functions.Messages;

/// <summary>Asks for the report of a market's day.</summary>
/// <param name="Market">Which market.</param>
/// <param name="Date">The exchange's own date of a session that is over.</param>
/// <param name="RequestedBy">Which trigger asked.</param>
public sealed record DayRequest(string Market, DateOnly Date, string RequestedBy);
