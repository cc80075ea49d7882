namespace TradingBase.Analysis.Indicators;

/// <summary>How far a close lies below the highest close of its window.</summary>
/// <remarks>Source: Magdon-Ismail and Atiya, "Maximum Drawdown", <i>Risk</i> 17(10), 2004.</remarks>
public static class Drawdown
{
    /// <summary>close / highest close of the newest <paramref name="window"/> − 1.</summary>
    /// <param name="closes">Shape (n), quote currency, oldest first.</param>
    /// <param name="window">How many closes; greater than zero.</param>
    /// <returns>
    /// Shape (n), a fraction of zero or less; not a number at the first window − 1 places, and where the
    /// highest close
    /// is not above zero.
    /// </returns>
    public static double[] FromHigh(ReadOnlySpan<double> closes, int window)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        double[] depth = Series.Undefined(closes.Length);
        for (int i = window - 1; i < closes.Length; i++)
        {
            double high = double.NegativeInfinity;
            foreach (double close in closes.Slice(i - window + 1, window))
            {
                high = Math.Max(high, close);
            }

            depth[i] = Series.Return(high, closes[i]);
        }

        return depth;
    }
}
