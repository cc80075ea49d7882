namespace TradingBase.Analysis.Indicators;

/// <summary>Means of the newest values.</summary>
/// <remarks>
/// Each value of a result depends on values at or before its own place only. Not a number stands where too
/// few
/// values are known. Source: Murphy, <i>Technical Analysis of the Financial Markets</i>, 1999, chapter 9.
/// </remarks>
public static class MovingAverage
{
    /// <summary>The arithmetic mean of the newest <paramref name="window"/> values.</summary>
    /// <param name="values">Shape (n), oldest first.</param>
    /// <param name="window">How many values; greater than zero.</param>
    /// <returns>Shape (n), the values' unit; not a number at the first window − 1 places.</returns>
    /// <remarks>
    /// Each window is summed anew, so that a mean depends on its window alone, to the last bit.
    /// </remarks>
    public static double[] Simple(ReadOnlySpan<double> values, int window)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        double[] means = Series.Undefined(values.Length);
        for (int i = window - 1; i < values.Length; i++)
        {
            means[i] = Series.Mean(values.Slice(i - window + 1, window));
        }

        return means;
    }

    /// <summary>
    /// The exponential mean with weight 2 / (window + 1), seeded with the first window's simple mean.
    /// </summary>
    /// <param name="values">Shape (n), oldest first.</param>
    /// <param name="window">The span; greater than zero.</param>
    /// <returns>Shape (n), the values' unit; not a number at the first window − 1 places.</returns>
    public static double[] Exponential(ReadOnlySpan<double> values, int window)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        double[] means = Series.Undefined(values.Length);
        if (values.Length < window)
        {
            return means;
        }

        double weight = 2.0 / (window + 1.0);
        double mean = Series.Mean(values[..window]);
        means[window - 1] = mean;
        for (int i = window; i < values.Length; i++)
        {
            mean += weight * (values[i] - mean);
            means[i] = mean;
        }

        return means;
    }
}
