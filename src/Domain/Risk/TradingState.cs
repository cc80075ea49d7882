namespace TradingBase.Risk;

/// <summary>What the desk may do; higher is stricter.</summary>
public enum TradingState
{
    /// <summary>Everything within limits.</summary>
    Active,

    /// <summary>Only orders that shrink a position.</summary>
    Reducing,

    /// <summary>No new order at all.</summary>
    Halted,
}
