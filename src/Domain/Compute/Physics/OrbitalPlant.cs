namespace TradingBase.Compute.Physics;

/// <summary>GPUs in orbit and what feeds them.</summary>
/// <param name="Gpus">How many; greater than zero.</param>
/// <param name="WattsPerGpu">What one draws at load, watts; above zero.</param>
/// <param name="TokensPerSecondPerGpu">What one gives, tokens a second; zero or more.</param>
/// <param name="ArrayWatts">What the solar array gives in the sun, at the end of life, watts; zero or
/// more.</param>
/// <param name="HousekeepingWatts">
/// What everything else draws all the time, watts; zero or more.
/// </param>
/// <remarks>
/// The load is even over a round: what sunlight gives, less what the battery loses for the dark part, is
/// what a round may use. Source: Wertz and Larson, <i>Space Mission Analysis and Design</i>, 11.4, array
/// sizing
/// (without the small loss on the direct path).
/// </remarks>
public sealed record OrbitalPlant(
    int Gpus, double WattsPerGpu, double TokensPerSecondPerGpu, double ArrayWatts, double HousekeepingWatts)
{
    /// <summary>How many.</summary>
    public int Gpus { get; } = (int)Check.Positive(Gpus);

    /// <summary>What one draws at load, watts.</summary>
    public double WattsPerGpu { get; } = Check.Within(WattsPerGpu, 1e-3, 1e6);

    /// <summary>What one gives, tokens a second.</summary>
    public double TokensPerSecondPerGpu { get; } = Check.Within(TokensPerSecondPerGpu, 0, 1e9);

    /// <summary>What the solar array gives in the sun, at the end of life, watts.</summary>
    public double ArrayWatts { get; } = Check.Within(ArrayWatts, 0, 1e12);

    /// <summary>What everything else draws all the time, watts.</summary>
    public double HousekeepingWatts { get; } = Check.Within(HousekeepingWatts, 0, 1e12);

    /// <summary>
    /// Of what goes into the battery, the share that comes out again; above zero, at most 1.
    /// </summary>
    /// <value>0.9.</value>
    public double BatteryEfficiency { get; init => field = Check.Within(value, 0.01, 1); } = 0.9;

    /// <summary>Watts that can be drawn all the time, housekeeping included.</summary>
    /// <param name="sunlitShare">Share of a round in the sun; 0 to 1.</param>
    public double MeanWatts(double sunlitShare)
    {
        double sun = Check.Within(sunlitShare, 0, 1);
        return sun == 0 ? 0 : ArrayWatts * sun / (sun + ((1 - sun) / BatteryEfficiency));
    }

    /// <summary>Tokens a second all the time: the smaller of what GPUs and what power give.</summary>
    /// <param name="sunlitShare">Share of a round in the sun; 0 to 1.</param>
    /// <returns>Zero where housekeeping takes all.</returns>
    public double TokensPerSecond(double sunlitShare)
    {
        double fed = Math.Max(0, MeanWatts(sunlitShare) - HousekeepingWatts) / WattsPerGpu;
        return Math.Min(Gpus, fed) * TokensPerSecondPerGpu;
    }
}
