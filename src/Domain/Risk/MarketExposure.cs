namespace TradingBase.Risk;

/// <summary>One market's sums in the exposure book.</summary>
internal sealed class MarketExposure
{
    /// <summary>Sum of its instruments' worse sides, signs dropped, base currency.</summary>
    internal decimal Gross { get; set; }
}
