namespace TradingBase.Risk;

/// <summary>What an order is for.</summary>
public enum OrderPurpose
{
    /// <summary>A strategy or a person wants it; every rule binds it.</summary>
    Trade,

    /// <summary>
    /// The desk gets out of a position, whatever its state: only rules of a sound order bind it.
    /// </summary>
    Exit,
}
