namespace TradingBase.Markets;

/// <summary>Gathers what was known of a market at a desk time.</summary>
public static class SnapshotTaker
{
    /// <summary>Reads the newest known daily bars of a market's instruments.</summary>
    /// <param name="market">Which market.</param>
    /// <param name="source">Where the bars come from.</param>
    /// <param name="deskTime">UTC; nothing that became known later is taken.</param>
    /// <param name="lookBack">How many bars of each instrument; greater than zero.</param>
    /// <param name="wanted">
    /// Narrows the tradable instruments; null wants all. What only informs is always taken.
    /// </param>
    /// <param name="cancellationToken">Abandons the reading.</param>
    /// <returns>Series with at least one bar, ordered by instrument; both lists may be empty.</returns>
    /// <exception cref="MarketDataException">
    /// The source is unreadable or inconsistent, or gave a bar that was not known yet.
    /// </exception>
    public static async Task<MarketSnapshot> TakeAsync(
        Market market, IMarketDataSource source, DateTimeOffset deskTime, int lookBack,
        Predicate<Instrument>? wanted, CancellationToken cancellationToken)
    {
        Check.Utc(deskTime);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(lookBack);
        List<BarSeries> series = [];
        List<BarSeries> context = [];
        IReadOnlyList<Instrument> listed = await source.ListAsync(market, cancellationToken);
        foreach (Instrument instrument in listed.OrderBy(instrument => instrument.Id))
        {
            if (instrument.Tradable && wanted?.Invoke(instrument) == false)
            {
                continue;
            }

            BarSeries bars = await source.ReadAsync(instrument, deskTime, lookBack, cancellationToken);
            RefuseLaterFacts(bars, deskTime);
            if (bars.Bars.Count > 0)
            {
                (instrument.Tradable ? series : context).Add(bars);
            }
        }

        bool simulated = series.Concat(context).Any(taken => taken.Simulated);
        return new(market.Name, deskTime, simulated, series, context);
    }

    // The feed has promised this already; a look into the future is the one fault that must not pass twice.
    private static void RefuseLaterFacts(BarSeries series, DateTimeOffset deskTime)
    {
        foreach (Bar bar in series.Bars)
        {
            if (bar.KnownAt > deskTime)
            {
                throw new MarketDataException(
                    series.Source, line: null, column: null,
                    $"The bar of {bar.Start:u} became known at {bar.KnownAt:u}, "
                    + $"after the desk time {deskTime:u}.");
            }
        }
    }
}
