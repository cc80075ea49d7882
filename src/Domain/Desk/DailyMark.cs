namespace TradingBase.Desk;

/// <summary>The price that a position is valued with.</summary>
/// <param name="Instrument">Bare symbol.</param>
/// <param name="Mark">Quote currency.</param>
/// <param name="MarkedAt">When it became known, UTC.</param>
/// <param name="AgeSeconds">How long before the books were read.</param>
public sealed record DailyMark(string Instrument, decimal Mark, DateTimeOffset MarkedAt, long AgeSeconds);
