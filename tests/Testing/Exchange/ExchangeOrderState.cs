namespace TradingBase.Testing.Exchange;

/// <summary>Where an order stands at the venue.</summary>
public enum ExchangeOrderState
{
    /// <summary>A stop that was not reached yet.</summary>
    Waiting,

    /// <summary>In the book, nothing traded.</summary>
    Open,

    /// <summary>In the book, a part traded.</summary>
    Partial,

    /// <summary>All of it traded.</summary>
    Filled,

    /// <summary>Taken back by its owner or by the dead man's switch.</summary>
    Canceled,

    /// <summary>Ended by the venue.</summary>
    Expired,
}
