namespace TradingBase.Compute.Physics;

/// <summary>What a cluster gives of one mix of reading and writing.</summary>
/// <param name="GpuBoundTokensPerSecond">If all GPUs that were bought could be fed.</param>
/// <param name="PowerBoundTokensPerSecond">If there were GPUs for all of the site's power.</param>
/// <param name="FedGpus">GPUs that can work at once; at most all that were bought.</param>
/// <param name="Megawatts">What the site draws when those work, megawatts.</param>
/// <param name="EnergyUsdPerHour">Electricity at the site's utilization, US dollars.</param>
/// <param name="HardwareUsdPerHour">All that was bought, over its years, US dollars.</param>
/// <param name="EnergyUsdPerMillionTokens">Electricity per million tokens of the mix, US dollars.</param>
/// <param name="HardwareUsdPerMillionTokens">Hardware per million tokens of the mix, US dollars.</param>
/// <param name="UsdPerMillionInputTokens">Both, for a million tokens read, US dollars.</param>
/// <param name="UsdPerMillionOutputTokens">Both, for a million tokens written, US dollars.</param>
public sealed record ClusterOutput(
    double GpuBoundTokensPerSecond, double PowerBoundTokensPerSecond, double FedGpus, double Megawatts,
    decimal EnergyUsdPerHour, decimal HardwareUsdPerHour, decimal EnergyUsdPerMillionTokens,
    decimal HardwareUsdPerMillionTokens, decimal UsdPerMillionInputTokens, decimal UsdPerMillionOutputTokens)
{
    /// <summary>What keeps it from more; the GPUs when both do.</summary>
    public ClusterBound Bound =>
        PowerBoundTokensPerSecond < GpuBoundTokensPerSecond ? ClusterBound.Power : ClusterBound.Gpus;

    /// <summary>Tokens a second when all that is fed works.</summary>
    public double TokensPerSecond => Math.Min(GpuBoundTokensPerSecond, PowerBoundTokensPerSecond);

    /// <summary>Electricity and hardware per million tokens of the mix, US dollars.</summary>
    public decimal UsdPerMillionTokens => EnergyUsdPerMillionTokens + HardwareUsdPerMillionTokens;
}
