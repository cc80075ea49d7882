namespace TradingBase.Adapters.MarketData;

/// <summary>A way in which prices move for a while; a Markov chain leads from one to the next.</summary>
/// <param name="Drift">Mean move of a day, standard deviations.</param>
/// <param name="Volatility">Multiple of the usual standard deviation; above zero.</param>
/// <param name="Reversion">Share of the distance to the slow average that a day takes back; 0 to 1.</param>
/// <param name="Jumps">Probability of a jump on a day; 0 to 1.</param>
internal sealed record SimulatedRegime(double Drift, double Volatility, double Reversion, double Jumps)
{
    // Weighed by their volatility the drifts nearly cancel: the simulation promises nobody a gain.
    // A regime lasts sixty days on average, so that a look-back of a year sees several.
    private const double ChanceOfChange = 1.0 / 60;

    private static readonly SimulatedRegime[] All =
    [
        new(Drift: 0.20, Volatility: 0.8, Reversion: 0, Jumps: 0),
        new(Drift: -0.10, Volatility: 1.2, Reversion: 0, Jumps: 0),
        new(Drift: 0, Volatility: 1.0, Reversion: 0.10, Jumps: 0),
        new(Drift: 0.05, Volatility: 0.4, Reversion: 0, Jumps: 0),
        new(Drift: -0.02, Volatility: 2.2, Reversion: 0, Jumps: 0.06),
    ];

    /// <summary>Chooses where a chain starts.</summary>
    public static SimulatedRegime First(SeededRandom random) => All[random.NextBelow(All.Length)];

    /// <summary>The next day's regime: mostly the same.</summary>
    public SimulatedRegime Next(SeededRandom random) =>
        random.NextUnit() < ChanceOfChange ? All[random.NextBelow(All.Length)] : this;
}
