using TradingBase.Markets;

namespace TradingBase.Execution;

/// <summary>How much worse than the price a market order is filled.</summary>
/// <remarks>
/// Source: LEAN's VolumeShareSlippageModel, for shares of volume; FINSABER, for a constant.
/// </remarks>
public static class SlippageModel
{
    private const decimal LargestShare = 0.025m, Impact = 0.1m;

    /// <summary>Concession per unit, where volume is reported and where it is not.</summary>
    /// <param name="costs">Holds the constant for unreported volume.</param>
    /// <param name="price">Quote currency per unit; any sign.</param>
    /// <param name="quantity">Units; greater than zero.</param>
    /// <param name="volume">Units traded in the bar; 0 means not reported.</param>
    /// <returns>Quote currency per unit; zero or more.</returns>
    public static decimal Of(TradingCosts costs, decimal price, decimal quantity, decimal volume)
    {
        ArgumentNullException.ThrowIfNull(costs);
        return volume > 0
            ? VolumeShare(price, quantity, volume)
            : Math.Abs(price) * costs.SlippageBps / 10_000m;
    }

    /// <summary>Concession per unit by the share of volume: min(q / V, 0.025)² · 0.1 · P.</summary>
    /// <param name="price">Quote currency per unit; any sign.</param>
    /// <param name="quantity">Units; greater than zero.</param>
    /// <param name="volume">Units traded in the bar; greater than zero.</param>
    /// <returns>Quote currency per unit; zero or more.</returns>
    public static decimal VolumeShare(decimal price, decimal quantity, decimal volume)
    {
        decimal share = Math.Min(Check.Positive(quantity) / Check.Positive(volume), LargestShare);
        return share * share * Impact * Math.Abs(price);
    }
}
