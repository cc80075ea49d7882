namespace TradingBase.Portfolio;

/// <summary>A price or a rate that is older than the desk wants.</summary>
/// <param name="What">An instrument as <c>AAPL@us-equities</c>, or a currency.</param>
/// <param name="MarkedAt">When it became known, UTC.</param>
/// <param name="Age">How old it is at the desk time.</param>
public sealed record StaleMark(string What, DateTimeOffset MarkedAt, TimeSpan Age);
