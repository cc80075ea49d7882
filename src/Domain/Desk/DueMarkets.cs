using TradingBase.Markets;

namespace TradingBase.Desk;

/// <summary>Says which markets a live desk reviews in a minute: those that trade and whose turn has come.</summary>
/// <param name="catalog">Knows sessions and cadences.</param>
/// <param name="options">Names the desk's markets and its own cadences.</param>
public sealed class DueMarkets(MarketCatalog catalog, DeskOptions options)
{
    /// <summary>Asks the calendars.</summary>
    /// <param name="minute">A whole minute, UTC.</param>
    /// <returns>Names of the markets that are due, ordered; a market is due at its session's open and every cadence after.</returns>
    public IReadOnlyList<string> At(DateTimeOffset minute) =>
        [.. options.Markets.Where(name => IsDue(catalog.Find(name), minute)).Order(StringComparer.Ordinal)];

    private bool IsDue(Market market, DateTimeOffset minute)
    {
        TradingSession session = market.SessionsFrom(minute).First();
        TimeSpan cadence = options.Cadences.GetValueOrDefault(market.Name, market.Cadence);
        return session.Holds(minute) && (minute - session.Open).Ticks % cadence.Ticks == 0;
    }
}
