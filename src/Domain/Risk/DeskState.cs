namespace TradingBase.Risk;

/// <summary>The desk's own state: read at every order, changed by compare-and-swap.</summary>
/// <param name="State">What the desk may do.</param>
/// <param name="Reason">Why, as a sentence.</param>
/// <param name="ChangedBy">Who changed it: a person's name or a component's.</param>
/// <param name="ChangedAt">When, UTC.</param>
/// <param name="PeakEquity">Highest equity ever recorded, base currency.</param>
/// <param name="Day">The day that <paramref name="DayStartEquity"/> is of, UTC.</param>
/// <param name="DayStartEquity">Equity when that day began, base currency.</param>
public sealed record DeskState(
    TradingState State, string Reason, string ChangedBy, DateTimeOffset ChangedAt,
    decimal PeakEquity, DateOnly Day, decimal DayStartEquity)
{
    /// <summary>
    /// Desk time of the newest event that the desk was marked at, UTC, or null before the first.
    /// </summary>
    public DateTimeOffset? DeskTime { get; init; }
}
