namespace TradingBase.Analysis.Indicators;

/// <summary>How much prices have moved from close to close.</summary>
/// <remarks>
/// Sample standard deviation (n − 1) of simple returns × √(periods a year). Simple, not logarithmic, since
/// prices may
/// be negative; a return on a price of zero or less has no meaning and is left out.
/// Source: Hull, <i>Options, Futures, and Other Derivatives</i>, chapter on estimating volatility.
/// </remarks>
public static class RealisedVolatility
{
    /// <summary>The annualised standard deviation of the newest returns.</summary>
    /// <param name="closes">Shape (n), quote currency, oldest first.</param>
    /// <param name="returns">How many returns; at least two.</param>
    /// <param name="periodsPerYear">Bars in a year; greater than zero.</param>
    /// <returns>
    /// Shape (n), a year's fraction, 0.2 means 20 %; not a number at the first <paramref name="returns"/>
    /// places, and
    /// where fewer than two returns of the window have a meaning.
    /// </returns>
    public static double[] CloseToClose(ReadOnlySpan<double> closes, int returns, int periodsPerYear)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(returns, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(periodsPerYear, 1);
        double[] volatility = Series.Undefined(closes.Length);
        double[] window = new double[returns];
        double year = Math.Sqrt(periodsPerYear);
        for (int i = returns; i < closes.Length; i++)
        {
            int known = 0;
            for (int j = i - returns + 1; j <= i; j++)
            {
                double change = Series.Return(closes[j - 1], closes[j]);
                if (!double.IsNaN(change))
                {
                    window[known++] = change;
                }
            }

            volatility[i] = Series.Deviation(window.AsSpan(0, known)) * year;
        }

        return volatility;
    }
}
