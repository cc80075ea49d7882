using TradingBase.Markets;
using TradingBase.Risk;

namespace TradingBase.Desk;

/// <summary>Says which markets a live desk reviews in a minute: those that trade, whose turn has come, and of
/// which something fresh is known.</summary>
/// <param name="catalog">Knows sessions and cadences.</param>
/// <param name="options">Names the desk's markets and its own cadences.</param>
/// <param name="source">Knows the newest bars.</param>
/// <param name="limits">Says how many sessions old a price may be, as it is in force.</param>
public sealed class DueMarkets(
    MarketCatalog catalog, DeskOptions options, IMarketDataSource source, LimitBook limits)
{
    /// <summary>Asks the calendars.</summary>
    /// <param name="minute">A whole minute, UTC.</param>
    /// <returns>
    /// Names of the markets whose turn it is, ordered: at their session's open and every cadence after.
    /// </returns>
    public IReadOnlyList<string> At(DateTimeOffset minute) =>
        [.. options.Markets.Where(name => IsDue(catalog.Find(name), minute)).Order(StringComparer.Ordinal)];

    /// <summary>Asks the data whether a review makes sense.</summary>
    /// <param name="market">Name of the market.</param>
    /// <param name="moment">UTC.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    /// <returns>
    /// False when every price is older than the gate lets an order rest on: analysts would be paid for orders
    /// that cannot pass.
    /// </returns>
    /// <exception cref="MarketDataException">The source is unreadable or inconsistent.</exception>
    public async Task<bool> IsFreshAsync(
        string market, DateTimeOffset moment, CancellationToken cancellationToken)
    {
        Market known = catalog.Find(market);
        RiskLimitSet inForce = await limits.ReadAsync(moment, cancellationToken);
        foreach (Instrument instrument in await source.ListAsync(known, cancellationToken))
        {
            int most = inForce.Of(instrument.Id, strategy: null).MaxMissedSessions;
            if (instrument.Tradable
                && (await source.ReadAsync(instrument, moment, 1, cancellationToken)).LastKnownAt is { } at
                && known.SessionsEndedBetween(at, moment, most + 1) <= most)
            {
                return true;
            }
        }

        return false;
    }

    private bool IsDue(Market market, DateTimeOffset minute)
    {
        TradingSession session = market.SessionsFrom(minute).First();
        TimeSpan cadence = options.Cadences.GetValueOrDefault(market.Name, market.Cadence);
        return session.Holds(minute) && (minute - session.Open).Ticks % cadence.Ticks == 0;
    }
}
