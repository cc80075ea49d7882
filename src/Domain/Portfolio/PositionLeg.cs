namespace TradingBase.Portfolio;

/// <summary>Which of an instrument's positions one is.</summary>
public enum PositionLeg
{
    /// <summary>The only one, signed: the account nets.</summary>
    Net,

    /// <summary>What was bought, on an account that hedges.</summary>
    LongSide,

    /// <summary>What was sold, on an account that hedges.</summary>
    ShortSide,
}
