namespace TradingBase.Compute.Physics;

/// <summary>GPUs at one site, what feeds them and what both cost.</summary>
/// <param name="Gpus">How many were bought; greater than zero.</param>
/// <param name="WattsPerGpu">
/// What one draws at load, its share of server and network included, watts; greater than zero.
/// </param>
/// <param name="SiteMegawatts">What the site may draw, cooling included, megawatts; greater than
/// zero.</param>
/// <param name="PrefillTokensPerSecond">Tokens one GPU reads a second; greater than zero.</param>
/// <param name="DecodeTokensPerSecond">
/// Tokens one GPU writes a second, over all that it writes at once; greater than zero.
/// </param>
/// <param name="UsdPerKilowattHour">Price of electricity, US dollars; zero or more.</param>
/// <param name="UsdPerGpu">
/// Price of one GPU with its share of all other hardware, US dollars; zero or more.
/// </param>
public sealed record ClusterSite(
    int Gpus, double WattsPerGpu, double SiteMegawatts, double PrefillTokensPerSecond,
    double DecodeTokensPerSecond, decimal UsdPerKilowattHour, decimal UsdPerGpu)
{
    /// <summary>How many GPUs were bought.</summary>
    public int Gpus { get; } = (int)Check.Positive(Gpus);

    /// <summary>What one draws at load, watts.</summary>
    public double WattsPerGpu { get; } = AboveZero(WattsPerGpu, nameof(WattsPerGpu));

    /// <summary>What the site may draw, megawatts.</summary>
    public double SiteMegawatts { get; } = AboveZero(SiteMegawatts, nameof(SiteMegawatts));

    /// <summary>Tokens one GPU reads a second.</summary>
    public double PrefillTokensPerSecond { get; } =
        AboveZero(PrefillTokensPerSecond, nameof(PrefillTokensPerSecond));

    /// <summary>Tokens one GPU writes a second.</summary>
    public double DecodeTokensPerSecond { get; } =
        AboveZero(DecodeTokensPerSecond, nameof(DecodeTokensPerSecond));

    /// <summary>Price of electricity, US dollars.</summary>
    public decimal UsdPerKilowattHour { get; } = Check.NotNegative(UsdPerKilowattHour);

    /// <summary>Price of one GPU, US dollars.</summary>
    public decimal UsdPerGpu { get; } = Check.NotNegative(UsdPerGpu);

    /// <summary>What the site draws for each watt of its computers; 1 or more, at most 10.</summary>
    /// <value>1.2.</value>
    public double PowerUsageEffectiveness { get; init => field = Check.Within(value, 1, 10); } = 1.2;

    /// <summary>Share of time in which a fed GPU works; above zero, at most 1.</summary>
    /// <value>1.</value>
    public double Utilization { get; init => field = Check.Within(value, 0.000_001, 1); } = 1;

    /// <summary>
    /// What a fed GPU draws without work, watts; zero or more, not above what it draws at load.
    /// </summary>
    /// <value>Zero: electricity is counted for work only.</value>
    public double IdleWattsPerGpu { get; init => field = Check.Within(value, 0, WattsPerGpu); }

    /// <summary>Years in which the hardware has to be earned back; above zero, at most 100.</summary>
    /// <value>4.</value>
    public double AmortizationYears { get; init => field = Check.Within(value, 0.01, 100); } = 4;

    // Beyond a thousand million, or below a millionth, a number is a slip of units.
    private static double AboveZero(double value, string name) => Check.Within(value, 1e-6, 1e9, name);
}
