namespace TradingBase.Strategy;

/// <summary>How long an order works.</summary>
public enum TimeInForce
{
    /// <summary>To the end of the session that it works in.</summary>
    Day,

    /// <summary>Until it is taken back.</summary>
    GoodTilCanceled,

    /// <summary>What can be filled at once is filled, the rest is canceled.</summary>
    ImmediateOrCancel,

    /// <summary>All of it at once, or nothing.</summary>
    FillOrKill,
}
