namespace TradingBase.Analysis.Indicators;

/// <summary>Wilder's average true range: how far prices reach within a bar, gaps included.</summary>
/// <remarks>
/// Means something only where bars have a range: series of fixings and closes (open = high = low = close)
/// have none,
/// see <see cref="PriceHistory.CloseOnly"/>. Source: Wilder, <i>New Concepts in Technical Trading
/// Systems</i>, 1978.
/// </remarks>
public static class AverageTrueRange
{
    /// <summary>The smoothed true range: max(high, close before) − min(low, close before).</summary>
    /// <param name="highs">Shape (n), quote currency, oldest first.</param>
    /// <param name="lows">Shape (n), quote currency.</param>
    /// <param name="closes">Shape (n), quote currency.</param>
    /// <param name="period">
    /// The smoothing's n; greater than zero. Seeded with the first period's simple mean.
    /// </param>
    /// <returns>
    /// Shape (n), quote currency, zero or more; not a number at the first <paramref name="period"/> places,
    /// since the
    /// first bar has no close before it.
    /// </returns>
    /// <exception cref="ArgumentException">The three are not of one length.</exception>
    public static double[] Wilder(
        ReadOnlySpan<double> highs, ReadOnlySpan<double> lows, ReadOnlySpan<double> closes, int period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 1);
        if (highs.Length != closes.Length || lows.Length != closes.Length)
        {
            throw new ArgumentException("Highs, lows and closes of one length were expected.", nameof(highs));
        }

        double[] average = Series.Undefined(closes.Length);
        double smoothed = 0;
        for (int i = 1; i < closes.Length; i++)
        {
            double range = Math.Max(highs[i], closes[i - 1]) - Math.Min(lows[i], closes[i - 1]);
            smoothed = i <= period
                ? smoothed + (range / period)
                : ((smoothed * (period - 1.0)) + range) / period;
            if (i >= period)
            {
                average[i] = smoothed;
            }
        }

        return average;
    }
}
