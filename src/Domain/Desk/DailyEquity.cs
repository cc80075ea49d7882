namespace TradingBase.Desk;

/// <summary>The desk's equity over the time of a report, base currency.</summary>
/// <param name="Begin">Equity of the report before; zero in the first one.</param>
/// <param name="End">Equity now.</param>
/// <param name="Deposited">Cash put in, less what was taken out, at the present rates.</param>
/// <param name="Change">End less begin less what was put in.</param>
public sealed record DailyEquity(decimal Begin, decimal End, decimal Deposited, decimal Change);
