namespace TradingBase.Strategy;

/// <summary>Which way an order goes.</summary>
public enum OrderSide
{
    /// <summary>Adds units.</summary>
    Buy,

    /// <summary>Takes units away.</summary>
    Sell,
}
