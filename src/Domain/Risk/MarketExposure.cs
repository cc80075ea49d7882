namespace TradingBase.Risk;

/// <summary>One market's sums in the exposure book.</summary>
internal sealed class MarketExposure(int rejections, bool takesMarketOrders)
{
    /// <summary>Sum of its instruments' worse sides, signs dropped, base currency.</summary>
    internal decimal Gross { get; set; }

    /// <summary>How many of its newest orders were rejected in a row.</summary>
    internal int Rejections { get; } = rejections;

    /// <summary>Whether its venue takes market orders.</summary>
    internal bool TakesMarketOrders { get; } = takesMarketOrders;
}
