using TradingBase.Analysis;
using TradingBase.Analysis.Indicators;
using TradingBase.Markets;

namespace TradingBase.Strategy;

/// <summary>Reads out of a snapshot what a strategy needs beside the insights.</summary>
public static class OutlookBuilder
{
    /// <summary>Returns that the volatility is taken over, when so many are known.</summary>
    public const int VolatilityReturns = 60;

    private const int FewestReturns = 20;
    private const int VolumeBars = 20;

    /// <summary>Makes an outlook for each insight whose instrument has bars.</summary>
    /// <param name="snapshot">The market as it was known.</param>
    /// <param name="insights">On instruments of the snapshot.</param>
    /// <param name="periodsPerYear">For annualising.</param>
    /// <param name="marketOpen">Whether the market trades at the desk time.</param>
    /// <returns>Ordered by instrument; none for an insight without bars.</returns>
    public static IReadOnlyList<InstrumentOutlook> Build(
        MarketSnapshot snapshot, IReadOnlyList<Insight> insights, int periodsPerYear, bool marketOpen)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(insights);
        Dictionary<InstrumentId, BarSeries> series = snapshot.Series.ToDictionary(s => s.Instrument.Id);
        List<InstrumentOutlook> outlooks = [];
        foreach (Insight insight in insights.OrderBy(insight => insight.Instrument))
        {
            if (series.TryGetValue(insight.Instrument, out BarSeries? bars) && bars.Bars.Count > 0)
            {
                outlooks.Add(new(
                    bars.Instrument, insight, bars.Bars[^1].Close, bars.Bars[^1].KnownAt,
                    VolatilityOf(bars, periodsPerYear), bars.Bars[^1].Volume, AverageVolume(bars),
                    marketOpen));
            }
        }

        return outlooks;
    }

    private static double? VolatilityOf(BarSeries bars, int periodsPerYear)
    {
        int returns = Math.Min(VolatilityReturns, bars.Bars.Count - 1);
        if (returns < FewestReturns)
        {
            return null;
        }

        PriceHistory history = new(bars, periodsPerYear);
        double volatility = RealisedVolatility.CloseToClose(
            history.Closes(returns + 1), returns, periodsPerYear)[^1];
        return double.IsFinite(volatility) && volatility > 0 ? volatility : null;
    }

    /// <summary>
    /// The mean of the newest bars; zero as soon as one of them reports none, since a mean of a part
    /// misleads.
    /// </summary>
    private static decimal AverageVolume(BarSeries bars)
    {
        int count = Math.Min(VolumeBars, bars.Bars.Count);
        decimal sum = 0;
        for (int i = bars.Bars.Count - count; i < bars.Bars.Count; i++)
        {
            if (bars.Bars[i].Volume <= 0)
            {
                return 0;
            }

            sum += bars.Bars[i].Volume;
        }

        return sum / count;
    }
}
