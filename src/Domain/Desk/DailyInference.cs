namespace TradingBase.Desk;

/// <summary>What inference cost, US dollars; zero or more.</summary>
/// <param name="MarketUsd">Of the market's analysts in the cycles that are counted.</param>
/// <param name="DeskUsd">Booked by the desk since the report before.</param>
public sealed record DailyInference(decimal MarketUsd, decimal DeskUsd);
