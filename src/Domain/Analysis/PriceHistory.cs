using TradingBase.Markets;

namespace TradingBase.Analysis;

/// <summary>A series' prices as arrays of doubles: where money ends and statistics begin.</summary>
/// <remarks>Immutable. Prices may be negative.</remarks>
public sealed class PriceHistory
{
    private readonly double[] _highs;
    private readonly double[] _lows;
    private readonly double[] _closes;

    /// <summary>Takes the prices out of a series.</summary>
    /// <param name="series">Bars, oldest first.</param>
    /// <param name="periodsPerYear">For annualising; greater than zero.</param>
    public PriceHistory(BarSeries series, int periodsPerYear)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentOutOfRangeException.ThrowIfLessThan(periodsPerYear, 1);
        PeriodsPerYear = periodsPerYear;
        int count = series.Bars.Count;
        _highs = new double[count];
        _lows = new double[count];
        _closes = new double[count];
        bool closeOnly = true;
        for (int i = 0; i < count; i++)
        {
            Bar bar = series.Bars[i];
            _highs[i] = (double)bar.High;
            _lows[i] = (double)bar.Low;
            _closes[i] = (double)bar.Close;
            closeOnly &= bar.Open == bar.Close && bar.High == bar.Close && bar.Low == bar.Close;
        }

        CloseOnly = closeOnly;
    }

    /// <summary>How many bars are known.</summary>
    public int Count => _closes.Length;

    /// <summary>Bars in a year.</summary>
    public int PeriodsPerYear { get; }

    /// <summary>
    /// Whether no bar has a range: a series of fixings or closes, on which range indicators mean nothing.
    /// </summary>
    public bool CloseOnly { get; }

    /// <summary>The newest closes.</summary>
    /// <param name="atMost">How many at most.</param>
    /// <returns>Shape (min(n, at most)), quote currency, oldest first.</returns>
    public ReadOnlySpan<double> Closes(int atMost) => Newest(_closes, atMost);

    /// <summary>The newest highs; see <see cref="Closes"/>.</summary>
    public ReadOnlySpan<double> Highs(int atMost) => Newest(_highs, atMost);

    /// <summary>The newest lows; see <see cref="Closes"/>.</summary>
    public ReadOnlySpan<double> Lows(int atMost) => Newest(_lows, atMost);

    private static ReadOnlySpan<double> Newest(double[] values, int atMost) =>
        values.AsSpan(Math.Max(0, values.Length - atMost));
}
