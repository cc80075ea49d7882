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

    /// <summary>At the session's closing price.</summary>
    MarketOnClose,

    /// <summary>At the next price once the stop price was touched.</summary>
    Stop,

    /// <summary>At a price or better once the stop price was touched.</summary>
    StopLimit,
}
