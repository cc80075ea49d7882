namespace TradingBase.Execution;

/// <summary>How much worse than the price a taking order is filled.</summary>
/// <remarks>
/// Source: LEAN's VolumeShareSlippageModel, for shares of volume; FINSABER, for a constant; for the impact
/// see <see cref="MarketImpact"/>.
/// </remarks>
public static class SlippageModel
{
    private const decimal LargestShare = 0.025m, PriceImpact = 0.1m;

    /// <summary>Concession per unit.</summary>
    /// <param name="terms">Which model, and what it needs.</param>
    /// <param name="price">Quote currency per unit; any sign.</param>
    /// <param name="quantity">Units; greater than zero.</param>
    /// <param name="volume">Units traded in the bar; 0 means not reported.</param>
    /// <returns>Quote currency per unit; zero or more.</returns>
    public static decimal Of(SlippageTerms terms, decimal price, decimal quantity, decimal volume)
    {
        ArgumentNullException.ThrowIfNull(terms);
        Check.Positive(quantity);
        decimal constant = Math.Abs(price) * terms.Bps / 10_000m;
        return terms.Kind switch
        {
            SlippageKind.None => 0,
            SlippageKind.Constant => constant,
            SlippageKind.VolumeShare => volume > 0 || !terms.FreeWithoutVolume
                ? VolumeShare(price, quantity, volume)
                : 0,
            SlippageKind.MarketImpact => Math.Abs(price) * (decimal)terms.Impact.ShareOf((double)quantity),
            _ => volume > 0 ? VolumeShare(price, quantity, volume) : constant,
        };
    }

    /// <summary>Concession per unit by the share of volume: min(q / V, 0.025)² · 0.1 · P.</summary>
    /// <param name="price">Quote currency per unit; any sign.</param>
    /// <param name="quantity">Units; greater than zero.</param>
    /// <param name="volume">Units traded in the bar; none takes the largest share.</param>
    /// <returns>Quote currency per unit; zero or more.</returns>
    public static decimal VolumeShare(decimal price, decimal quantity, decimal volume)
    {
        decimal share = volume > 0 ? Math.Min(quantity / volume, LargestShare) : LargestShare;
        return share * share * PriceImpact * Math.Abs(price);
    }
}
