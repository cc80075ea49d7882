using TradingBase.Markets;

namespace TradingBase.Execution;

/// <summary>What an order moves a price by.</summary>
/// <param name="Volatility">Of a day's return, a fraction; zero or more.</param>
/// <param name="DailyVolume">Average units of a day; zero or more.</param>
/// <param name="Day">How long the market trades in a day; above zero.</param>
/// <remarks>
/// Source: Almgren, Thum, Hauptmann, Li (2005), "Direct estimation of equity market impact", with the
/// parameters of LEAN's <c>MarketImpactSlippageModel</c>. LEAN adds noise and then takes a random part of
/// the impact; here the whole impact is taken and nothing is drawn, which is dearer and repeatable.
/// </remarks>
public readonly record struct MarketImpact(double Volatility, double DailyVolume, TimeSpan Day)
{
    private const double Alpha = 0.891, Beta = 0.6, Gamma = 0.314, Eta = 0.142, Delta = 0.267;
    private const double LatencySeconds = 0.075;

    /// <summary>Measures what the model needs.</summary>
    /// <param name="bars">Daily bars before the order, oldest first.</param>
    /// <param name="volumeDays">How many of the newest make the average volume; greater than zero.</param>
    /// <param name="day">How long the market trades in a day; above zero.</param>
    /// <returns>Without volatility where fewer than three bars are known.</returns>
    public static MarketImpact Of(IReadOnlyList<Bar> bars, int volumeDays, TimeSpan day)
    {
        ArgumentNullException.ThrowIfNull(bars);
        double[] returns =
        [
            .. bars.Zip(bars.Skip(1))
                .Where(pair => pair.First.Close != 0)
                .Select(pair => (double)((pair.Second.Close / pair.First.Close) - 1)),
        ];
        double mean = returns.DefaultIfEmpty().Average();
        double variance = returns.Length < 2
            ? 0
            : returns.Sum(one => (one - mean) * (one - mean)) / (returns.Length - 1);
        decimal volume = bars.TakeLast(volumeDays).Select(bar => bar.Volume).DefaultIfEmpty().Average();
        return new(Math.Sqrt(variance), (double)volume, day);
    }

    /// <summary>Estimates the concession: η·σ·ν^β + ½·γ·σ·T·ν^α·(Θ/V)^δ with ν = q / (V·T).</summary>
    /// <param name="quantity">Units; greater than zero.</param>
    /// <param name="outstanding">Units that there are, Θ; null leaves its factor out.</param>
    /// <returns>A share of the price; 0 to 1, and 0 where no volume is known.</returns>
    public double ShareOf(double quantity, double? outstanding = null)
    {
        if (DailyVolume <= 0 || Volatility <= 0)
        {
            return 0;
        }

        double days = LatencySeconds / Day.TotalSeconds;
        double rate = quantity / days / DailyVolume;
        double liquidity = outstanding is { } units ? Math.Pow(units / DailyVolume, Delta) : 1;
        double permanent = Volatility * days * Gamma * Math.Pow(rate, Alpha) * liquidity;
        double temporary = Volatility * Eta * Math.Pow(rate, Beta);
        return Math.Clamp(temporary + (permanent / 2), 0, 1);
    }
}
