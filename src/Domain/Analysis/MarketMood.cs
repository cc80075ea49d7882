using TradingBase.Markets;

namespace TradingBase.Analysis;

/// <summary>What a market's series do together; the market half of <c>FEATURES.md</c>.</summary>
/// <param name="Counted">How many series were counted.</param>
/// <param name="AboveSma50">Share of them whose close is above its 50-bar mean, from 0 to 1.</param>
/// <param name="MedianMomentum20">Median of their 20-bar returns, a fraction.</param>
public sealed record MarketMood(int Counted, double AboveSma50, double MedianMomentum20)
{
    /// <summary>Feature name of <see cref="Counted"/>.</summary>
    public const string CountedFeature = "marketSeries";

    /// <summary>Feature name of <see cref="AboveSma50"/>.</summary>
    public const string AboveSma50Feature = "marketAboveSma50";

    /// <summary>Feature name of <see cref="MedianMomentum20"/>.</summary>
    public const string MedianMomentum20Feature = "marketMedianMomentum20";

    /// <summary>Reads a market, context series included.</summary>
    /// <param name="snapshot">The market as it was known.</param>
    /// <returns>Counts are zero and the rest is not a number when no series has 50 bars.</returns>
    /// <remarks>
    /// Indices are left out: an index is a mean of the others already, and a volatility index runs against
    /// them. So is
    /// a series without a meaningful mean or return (prices of zero or less).
    /// </remarks>
    public static MarketMood Read(MarketSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        List<double> momenta = [];
        int above = 0;
        foreach (BarSeries series in snapshot.Series.Concat(snapshot.Context))
        {
            if (series.Instrument.Kind is InstrumentKind.Index
                || series.Bars.Count < Features.Sma50Distance.Bars)
            {
                continue;
            }

            PriceHistory history = new(series, 1);
            double distance = Features.Sma50Distance.Compute(history);
            double momentum = Features.Momentum20.Compute(history);
            if (double.IsFinite(distance) && double.IsFinite(momentum))
            {
                above += distance > 0 ? 1 : 0;
                momenta.Add(momentum);
            }
        }

        return momenta.Count == 0
            ? new(0, double.NaN, double.NaN)
            : new(momenta.Count, (double)above / momenta.Count, Median(momenta));
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        int middle = values.Count / 2;
        return values.Count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
