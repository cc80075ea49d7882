using TradingBase.Markets;

namespace TradingBase.Testing.Exchange;

/// <summary>Makes price paths that are the same each time.</summary>
public static class PricePaths
{
    /// <summary>One quote that stays.</summary>
    public static IReadOnlyList<ExchangeQuote> Flat(
        DateTimeOffset from, decimal bid, decimal ask, decimal size) => [new(from, bid, ask, size)];

    /// <summary>
    /// Walks each bar from open over low and high to close (a falling bar over high and low), a quarter of
    /// its length and of its volume each.
    /// </summary>
    /// <param name="series">Recorded or simulated bars.</param>
    /// <param name="tick">Half of the spread; greater than zero.</param>
    public static IReadOnlyList<ExchangeQuote> FromBars(BarSeries series, decimal tick)
    {
        ArgumentNullException.ThrowIfNull(series);
        List<ExchangeQuote> quotes = new(series.Bars.Count * 4);
        foreach (Bar bar in series.Bars)
        {
            decimal[] points = bar.Close >= bar.Open
                ? [bar.Open, bar.Low, bar.High, bar.Close]
                : [bar.Open, bar.High, bar.Low, bar.Close];
            for (int i = 0; i < points.Length; i++)
            {
                quotes.Add(new(
                    bar.Start + series.Step / 4 * i, points[i] - tick, points[i] + tick, bar.Volume / 4));
            }
        }

        return quotes;
    }

    /// <summary>A random walk on ticks that now and then jumps by fifty steps.</summary>
    /// <param name="seed">The same seed gives the same path.</param>
    /// <param name="from">The first quote's time, UTC.</param>
    /// <param name="step">Time between quotes; greater than zero.</param>
    /// <param name="count">How many quotes.</param>
    /// <param name="price">Where it starts.</param>
    /// <param name="tick">Step of the price; the spread is two.</param>
    /// <param name="size">Mean depth of a level.</param>
    /// <param name="floor">Lowest mid price; null lets it fall below zero.</param>
    public static IReadOnlyList<ExchangeQuote> Walk(
        int seed, DateTimeOffset from, TimeSpan step, int count, decimal price, decimal tick, decimal size,
        decimal? floor = null)
    {
        Random random = new(seed);
        decimal lowest = floor ?? decimal.MinValue;
        decimal mid = price;
        List<ExchangeQuote> quotes = new(count);
        for (int i = 0; i < count; i++)
        {
            int reach = random.Next(40) == 0 ? 50 : 3;
            mid = Math.Max(lowest, mid + random.Next(-reach, reach + 1) * tick);
            quotes.Add(new(from + step * i, mid - tick, mid + tick, size * random.Next(1, 20) / 10));
        }

        return quotes;
    }
}
