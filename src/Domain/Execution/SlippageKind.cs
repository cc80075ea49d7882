namespace TradingBase.Execution;

/// <summary>How a taking order's concession is estimated.</summary>
public enum SlippageKind
{
    /// <summary>By the share of volume where it is reported, else the market's constant.</summary>
    Auto,

    /// <summary>None.</summary>
    None,

    /// <summary>A constant share of the price.</summary>
    Constant,

    /// <summary>By the share of volume; where it is not reported none, for shares the largest.</summary>
    VolumeShare,

    /// <summary>By Almgren's model of permanent and temporary impact.</summary>
    MarketImpact,
}
