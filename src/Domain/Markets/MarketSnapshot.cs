namespace TradingBase.Markets;

/// <summary>One market as it was known at a desk time; the only thing that analysts see.</summary>
/// <param name="Market">The market's name.</param>
/// <param name="DeskTime">UTC; no bar in here was known later.</param>
/// <param name="Simulated">Whether any series is made, not recorded.</param>
/// <param name="Series">Tradable instruments' daily bars, ordered by instrument.</param>
/// <param name="Context">Series that inform but cannot be traded, ordered by instrument.</param>
public sealed record MarketSnapshot(
    string Market, DateTimeOffset DeskTime, bool Simulated,
    IReadOnlyList<BarSeries> Series, IReadOnlyList<BarSeries> Context)
{
    /// <summary>When the newest fact in here became known, or null when it holds none.</summary>
    public DateTimeOffset? LastKnownAt => Series.Concat(Context).Max(series => series.LastKnownAt);

    /// <summary>Finds a tradable instrument's bars.</summary>
    /// <returns>The series, or null when the snapshot has none.</returns>
    public BarSeries? Find(InstrumentId instrument) =>
        Series.FirstOrDefault(series => series.Instrument.Id == instrument);
}
