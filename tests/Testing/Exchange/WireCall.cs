namespace TradingBase.Testing.Exchange;

/// <summary>What a request is for, whatever the venue calls it.</summary>
public enum WireCall
{
    /// <summary>Any of those below, or none.</summary>
    Any,

    /// <summary>Place an order.</summary>
    Place,

    /// <summary>Ask for one order.</summary>
    Query,

    /// <summary>Take one order back.</summary>
    Cancel,

    /// <summary>Take all orders back.</summary>
    CancelAll,

    /// <summary>List orders.</summary>
    Orders,

    /// <summary>List trades.</summary>
    Trades,

    /// <summary>Balances or positions.</summary>
    Account,

    /// <summary>The venue's clock.</summary>
    Time,

    /// <summary>Symbols and their filters.</summary>
    Rules,

    /// <summary>Best prices.</summary>
    Quote,

    /// <summary>The dead man's switch.</summary>
    DeadMan,
}
