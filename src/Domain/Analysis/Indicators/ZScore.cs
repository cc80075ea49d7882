namespace TradingBase.Analysis.Indicators;

/// <summary>How many standard deviations a value lies from the mean of its window.</summary>
/// <remarks>
/// Source: Bollinger, <i>Bollinger on Bollinger Bands</i>, 2001; the deviation here is the sample's (n − 1).
/// </remarks>
public static class ZScore
{
    /// <summary>(value − mean) / sample standard deviation, the value itself in the window.</summary>
    /// <param name="values">Shape (n), oldest first.</param>
    /// <param name="window">How many values; at least two.</param>
    /// <returns>
    /// Shape (n), standard deviations; not a number where too few are known or none has moved.
    /// </returns>
    public static double[] OfLast(ReadOnlySpan<double> values, int window)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 2);
        double[] scores = Series.Undefined(values.Length);
        for (int i = window - 1; i < values.Length; i++)
        {
            ReadOnlySpan<double> part = values.Slice(i - window + 1, window);
            double deviation = Series.Deviation(part);
            scores[i] = deviation > 0 ? (values[i] - Series.Mean(part)) / deviation : double.NaN;
        }

        return scores;
    }
}
