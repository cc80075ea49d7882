namespace TradingBase.Compute;

/// <summary>A time whose logarithm is normal: most answers come soon, a few much later.</summary>
/// <param name="Mu">Mean of the natural logarithm of seconds; the median is its exponential.</param>
/// <param name="Sigma">Standard deviation of that logarithm; zero or more.</param>
/// <remarks>
/// The default is one second, always. Source of the moments: Johnson, Kotz, Balakrishnan, Continuous
/// Univariate Distributions, volume 1, chapter 14.
/// </remarks>
public readonly record struct LogNormal(double Mu, double Sigma)
{
    // Standard normal value that 90 % do not exceed.
    private const double Z90 = 1.2815515655446004;

    /// <summary>Mean, seconds.</summary>
    public double Mean => Math.Exp(Mu + (Sigma * Sigma / 2));

    /// <summary>Variance, seconds squared.</summary>
    public double Variance => (Math.Exp(Sigma * Sigma) - 1) * Mean * Mean;

    /// <summary>Finds the one with two known quantiles.</summary>
    /// <param name="median">What half of all do not exceed, seconds; greater than zero.</param>
    /// <param name="ninth">What 90 % do not exceed, seconds; the median or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">One is not so.</exception>
    public static LogNormal FromQuantiles(double median, double ninth)
    {
        _ = Check.Within(median, double.Epsilon, double.MaxValue);
        _ = Check.Within(ninth, median, double.MaxValue);
        return new(Math.Log(median), Math.Log(ninth / median) / Z90);
    }
}
