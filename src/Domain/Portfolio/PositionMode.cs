namespace TradingBase.Portfolio;

/// <summary>How an account holds an instrument that is bought and sold.</summary>
public enum PositionMode
{
    /// <summary>One signed position; a sale beyond what is held crosses zero.</summary>
    Netting,

    /// <summary>Long and short apart; only an order that may but reduce closes the other side.</summary>
    Hedging,
}
