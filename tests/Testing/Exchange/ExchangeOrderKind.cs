namespace TradingBase.Testing.Exchange;

/// <summary>How an order waits and at what price it trades.</summary>
public enum ExchangeOrderKind
{
    /// <summary>At the best price, at once; what finds no depth expires.</summary>
    Market,

    /// <summary>At a limit or better.</summary>
    Limit,

    /// <summary>Becomes a market order when the price passes the stop.</summary>
    Stop,

    /// <summary>Becomes a limit order when the price passes the stop.</summary>
    StopLimit,
}
