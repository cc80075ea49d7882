namespace TradingBase.Compute.Physics;

/// <summary>What GPUs and megawatts give in tokens and cost in dollars.</summary>
/// <remarks>
/// A GPU reads or writes, never both: a token of the mix takes share / prefill + (1 − share) / decode
/// seconds of it. It leaves out what changes with length (attention, the cache's size), people, land and
/// interest. Source: power usage effectiveness, ISO/IEC 30134-2 (site over computers); straight-line
/// amortization over years of 8,766 hours; tokens = GPU-seconds × rate.
/// </remarks>
public static class ClusterPhysics
{
    private const double HoursPerYear = 8_766;
    private const decimal Million = 1_000_000m;

    /// <summary>Works out a site.</summary>
    /// <param name="site">The site.</param>
    /// <param name="inputShare">Of the mix's tokens, the share that is read, the rest is written; 0 to
    /// 1.</param>
    /// <returns>Rates at full work; dollars at the site's utilization.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The share lies outside of its bounds.</exception>
    public static ClusterOutput Of(ClusterSite site, double inputShare = 0)
    {
        ArgumentNullException.ThrowIfNull(site);
        Check.Within(inputShare, 0, 1);
        double secondsPerToken = (inputShare / site.PrefillTokensPerSecond)
            + ((1 - inputShare) / site.DecodeTokensPerSecond);
        double siteWattsPerGpu = site.WattsPerGpu * site.PowerUsageEffectiveness;
        double feedable = site.SiteMegawatts * 1e6 / siteWattsPerGpu;
        double fed = Math.Min(site.Gpus, feedable);

        double meanWatts = (site.Utilization * site.WattsPerGpu)
            + ((1 - site.Utilization) * site.IdleWattsPerGpu);
        double kilowatts = fed * meanWatts * site.PowerUsageEffectiveness / 1e3;
        decimal energyPerHour = (decimal)kilowatts * site.UsdPerKilowattHour;

        // What is not fed earns nothing but was paid for.
        decimal hardwarePerHour =
            site.Gpus * site.UsdPerGpu / (decimal)(site.AmortizationYears * HoursPerYear);
        decimal workedSeconds = (decimal)(fed * site.Utilization * 3_600);
        decimal energyPerSecond = energyPerHour / workedSeconds;
        decimal hardwarePerSecond = hardwarePerHour / workedSeconds;
        decimal perSecond = energyPerSecond + hardwarePerSecond;
        decimal secondsPerMillion = (decimal)secondsPerToken * Million;
        return new(
            site.Gpus / secondsPerToken,
            feedable / secondsPerToken,
            fed,
            fed * siteWattsPerGpu / 1e6,
            energyPerHour,
            hardwarePerHour,
            energyPerSecond * secondsPerMillion,
            hardwarePerSecond * secondsPerMillion,
            perSecond * Million / (decimal)site.PrefillTokensPerSecond,
            perSecond * Million / (decimal)site.DecodeTokensPerSecond);
    }
}
