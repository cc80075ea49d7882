namespace TradingBase.Strategy;

/// <summary>How an order wants to be filled.</summary>
public enum OrderType
{
    /// <summary>At the next price.</summary>
    Market,

    /// <summary>At the next session's opening price.</summary>
    MarketOnOpen,

    /// <summary>At a price or better.</summary>
    Limit,
}
