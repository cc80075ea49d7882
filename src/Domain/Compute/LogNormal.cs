namespace TradingBase.Compute;

/// <summary>
/// A time or a length whose logarithm is normal: most answers come soon, a few much later.
/// </summary>
/// <param name="Mu">Mean of the natural logarithm; the median is its exponential.</param>
/// <param name="Sigma">Standard deviation of that logarithm; zero or more, zero is a certain number.</param>
/// <remarks>
/// Times are in seconds, lengths in tokens. The default is one, always. Source: Johnson, Kotz and
/// Balakrishnan, <i>Continuous Univariate Distributions</i>, chapter 14; the normal distribution after
/// Abramowitz and Stegun 26.2.17 (error below 7.5e-8), its inverse after Acklam (relative error below
/// 1.2e-9).
/// </remarks>
public readonly record struct LogNormal(double Mu, double Sigma)
{
    // Standard normal value that 90 % do not exceed.
    private const double Z90 = 1.2815515655446004;

    /// <summary>What half of the draws stay below.</summary>
    public double Median => Math.Exp(Mu);

    /// <summary>The mean.</summary>
    public double Mean => Math.Exp(Mu + (Sigma * Sigma / 2));

    /// <summary>Variance, the unit squared.</summary>
    public double Variance => (Math.Exp(Sigma * Sigma) - 1) * Mean * Mean;

    /// <summary>Finds the one with two known quantiles.</summary>
    /// <param name="median">What half of all do not exceed; greater than zero.</param>
    /// <param name="ninth">What 90 % do not exceed; the median or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">One is not so.</exception>
    public static LogNormal FromQuantiles(double median, double ninth)
    {
        _ = Check.Within(median, double.Epsilon, double.MaxValue);
        _ = Check.Within(ninth, median, double.MaxValue);
        return new(Math.Log(median), Math.Log(ninth / median) / Z90);
    }

    /// <summary>What a share of the draws stays below.</summary>
    /// <param name="share">Above 0, below 1.</param>
    public double Quantile(double share) => Math.Exp(Mu + (Sigma * NormalQuantile(share)));

    /// <summary>The probability of a draw of at most so much.</summary>
    /// <returns>0 to 1.</returns>
    public double Below(double value) =>
        value <= 0 ? 0 : Sigma > 0 ? Normal((Math.Log(value) - Mu) / Sigma) : Math.Log(value) >= Mu ? 1 : 0;

    /// <summary>The mean when every draw is cut off at a bound.</summary>
    /// <param name="bound">Zero or more.</param>
    /// <returns>e^(μ + σ²/2) Φ((ln b − μ − σ²) / σ) + b (1 − Φ((ln b − μ) / σ)); at most the bound.</returns>
    public double MeanUpTo(double bound)
    {
        if (bound <= 0)
        {
            return 0;
        }

        if (!(Sigma > 0))
        {
            return Math.Min(bound, Median);
        }

        double edge = (Math.Log(bound) - Mu) / Sigma;
        return Math.Min(bound, (Mean * Normal(edge - Sigma)) + (bound * Normal(-edge)));
    }

    /// <summary>The share of a standard normal distribution below a number.</summary>
    internal static double Normal(double z)
    {
        double t = 1 / (1 + (0.231_641_9 * Math.Abs(z)));
        double tail = Density(z) * t * (0.319_381_530 + (t * (-0.356_563_782 + (t * (1.781_477_937
            + (t * (-1.821_255_978 + (t * 1.330_274_429))))))));
        return z < 0 ? tail : 1 - tail;
    }

    /// <summary>The standard normal distribution's density.</summary>
    internal static double Density(double z) => Math.Exp(-z * z / 2) * 0.398_942_280_401_432_7;

    private static double NormalQuantile(double share)
    {
        if (!(share > 0 && share < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "Between 0 and 1 was expected.");
        }

        const double Tail = 0.024_25;
        if (share is >= Tail and <= 1 - Tail)
        {
            double q = share - 0.5;
            double r = q * q;
            return q * ((((((((((-39.696_830_286_653_76 * r) + 220.946_098_424_520_5) * r)
                - 275.928_510_446_968_7) * r) + 138.357_751_867_269_0) * r) - 30.664_798_066_147_16) * r)
                + 2.506_628_277_459_239)
                / ((((((((((-54.476_098_798_224_06 * r) + 161.585_836_858_040_9) * r)
                - 155.698_979_859_886_6) * r) + 66.801_311_887_719_72) * r)
                - 13.280_681_552_885_72) * r) + 1);
        }

        double u = Math.Sqrt(-2 * Math.Log(Math.Min(share, 1 - share)));
        double z = ((((((((((-0.007_784_894_002_430_293 * u) - 0.322_396_458_041_136_5) * u)
            - 2.400_758_277_161_838) * u) - 2.549_732_539_343_734) * u) + 4.374_664_141_464_968) * u)
            + 2.938_163_982_698_783)
            / ((((((((0.007_784_695_709_041_462 * u) + 0.322_467_129_070_039_8) * u)
            + 2.445_134_137_142_996) * u) + 3.754_408_661_907_416) * u) + 1);
        return share < 0.5 ? z : -z;
    }
}
