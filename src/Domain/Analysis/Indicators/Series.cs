namespace TradingBase.Analysis.Indicators;

/// <summary>What all indicators share.</summary>
internal static class Series
{
    /// <summary>Makes a result in which nothing is known yet.</summary>
    internal static double[] Undefined(int length)
    {
        double[] values = new double[length];
        Array.Fill(values, double.NaN);
        return values;
    }

    /// <summary>The arithmetic mean; not a number without values.</summary>
    internal static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }

    /// <summary>
    /// The sample standard deviation, n − 1 below; not a number with fewer than two values.
    /// </summary>
    internal static double Deviation(ReadOnlySpan<double> values)
    {
        if (values.Length < 2)
        {
            return double.NaN;
        }

        // Two passes: sums of squares lose every digit where prices are large and steps are small.
        double mean = Mean(values);
        double squares = 0;
        foreach (double value in values)
        {
            squares += (value - mean) * (value - mean);
        }

        return Math.Sqrt(squares / (values.Length - 1.0));
    }

    /// <summary>The change as a share of what was before; not a number unless that was above zero.</summary>
    internal static double Return(double before, double after) =>
        before > 0 ? (after - before) / before : double.NaN;
}
