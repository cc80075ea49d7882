namespace TradingBase.Analysis.Indicators;

/// <summary>Wilder's relative strength index.</summary>
/// <remarks>Source: Wilder, <i>New Concepts in Technical Trading Systems</i>, 1978, section VI.</remarks>
public static class RelativeStrength
{
    /// <summary>
    /// 100 × gains / (gains + losses), both smoothed by Wilder: new = (old × (n − 1) + value) / n.
    /// </summary>
    /// <param name="closes">Shape (n), quote currency, oldest first.</param>
    /// <param name="period">
    /// The smoothing's n; greater than zero. Seeded with the first period's simple means.
    /// </param>
    /// <returns>
    /// Shape (n), from 0 to 100, 50 where nothing has moved; not a number at the first
    /// <paramref name="period"/>
    /// places.
    /// </returns>
    public static double[] Wilder(ReadOnlySpan<double> closes, int period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 1);
        double[] index = Series.Undefined(closes.Length);
        double gains = 0;
        double losses = 0;
        for (int i = 1; i < closes.Length; i++)
        {
            double change = closes[i] - closes[i - 1];
            double gain = Math.Max(change, 0);
            double loss = Math.Max(-change, 0);
            bool seeding = i <= period;
            gains = seeding ? gains + (gain / period) : ((gains * (period - 1.0)) + gain) / period;
            losses = seeding ? losses + (loss / period) : ((losses * (period - 1.0)) + loss) / period;
            if (i >= period)
            {
                index[i] = gains + losses > 0 ? 100 * gains / (gains + losses) : 50;
            }
        }

        return index;
    }
}
