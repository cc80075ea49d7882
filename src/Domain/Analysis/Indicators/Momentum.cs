namespace TradingBase.Analysis.Indicators;

/// <summary>What a price has gained over a stretch.</summary>
/// <remarks>
/// Source: Jegadeesh and Titman, "Returns to Buying Winners and Selling Losers", <i>Journal of Finance</i>
/// 48(1), 1993;
/// leaving out the newest month: Asness, Moskowitz and Pedersen, "Value and Momentum Everywhere", 2013.
/// </remarks>
public static class Momentum
{
    /// <summary>
    /// The simple return from <paramref name="from"/> bars ago to <paramref name="to"/> bars ago.
    /// </summary>
    /// <param name="closes">Shape (n), quote currency, oldest first.</param>
    /// <param name="from">Start of the stretch, bars ago; greater than <paramref name="to"/>.</param>
    /// <param name="to">End of the stretch, bars ago; zero means the newest.</param>
    /// <returns>
    /// Shape (n), a fraction; not a number at the first <paramref name="from"/> places, and where the stretch
    /// starts
    /// at a price of zero or less.
    /// </returns>
    public static double[] Between(ReadOnlySpan<double> closes, int from, int to = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(to);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(from, to);
        double[] momentum = Series.Undefined(closes.Length);
        for (int i = from; i < closes.Length; i++)
        {
            momentum[i] = Series.Return(closes[i - from], closes[i - to]);
        }

        return momentum;
    }
}
