namespace TradingBase.Testing.Exchange;

/// <summary>Why the venue took no order.</summary>
public enum ExchangeRefusal
{
    /// <summary>No such symbol.</summary>
    UnknownSymbol,

    /// <summary>The symbol is halted, or has no price yet.</summary>
    NotTrading,

    /// <summary>A price that is no multiple of the tick, or has the wrong sign.</summary>
    Price,

    /// <summary>A quantity that is no multiple of the lot, or outside its bounds.</summary>
    Quantity,

    /// <summary>Worth too little.</summary>
    Notional,

    /// <summary>More than is free.</summary>
    Funds,

    /// <summary>The client order id is in use.</summary>
    DuplicateId,

    /// <summary>Would trade at once, though it asked to rest only.</summary>
    WouldTake,

    /// <summary>A stop that the price has passed already.</summary>
    WouldTrigger,

    /// <summary>More open orders than the symbol allows.</summary>
    TooManyOpen,

    /// <summary>No price, where every order needs one.</summary>
    NoMarketOrders,
}
