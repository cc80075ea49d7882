namespace TradingBase.Testing.Exchange;

/// <summary>What a venue does with a client order id that it has seen.</summary>
public enum ExchangeIdRule
{
    /// <summary>Refuses it while the earlier order is open, takes it again after: a blind retry buys
    /// twice.</summary>
    UniqueWhileOpen,

    /// <summary>Refuses it for good.</summary>
    UniqueForever,

    /// <summary>Makes no second order and answers with the first.</summary>
    GivesTheFirst,

    /// <summary>Does not look at it.</summary>
    Ignored,
}
