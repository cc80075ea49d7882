using TradingBase.Risk;

namespace TradingBase.Desk;

/// <summary>What the desk may do and why, with every sign of life.</summary>
/// <param name="State">What it may do.</param>
/// <param name="Holds">Why it may not do everything.</param>
/// <param name="StillTrue">Losses beyond a line, held or not: the limit rules deny by them.</param>
/// <param name="PeakEquity">Highest equity ever recorded, base currency; null before it was opened.</param>
/// <param name="Day">The desk's day, UTC.</param>
/// <param name="DayStartEquity">Equity when that day began, base currency.</param>
/// <param name="DeskTime">When the desk was marked last, UTC.</param>
/// <param name="Reconciliations">How the last one of each venue ended.</param>
/// <param name="Rejections">Orders rejected in a row, by venue.</param>
/// <param name="MarketClockUtc">The market clock's last tick.</param>
/// <param name="HeartbeatUtc">The desk's last sign of life.</param>
/// <param name="AliveSinceUtc">The first sign of life without a gap up to it.</param>
public sealed record DeskStatus(
    TradingState State, IReadOnlyList<StateHold> Holds, IReadOnlyList<string> StillTrue,
    decimal? PeakEquity, DateOnly? Day, decimal? DayStartEquity, DateTimeOffset? DeskTime,
    IReadOnlyList<ReconciliationMark> Reconciliations, IReadOnlyDictionary<string, int> Rejections,
    DateTimeOffset? MarketClockUtc, DateTimeOffset? HeartbeatUtc, DateTimeOffset? AliveSinceUtc);
