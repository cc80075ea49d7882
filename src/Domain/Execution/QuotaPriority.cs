namespace TradingBase.Execution;

/// <summary>Who may use what a venue allows when little of it is left.</summary>
public enum QuotaPriority
{
    /// <summary>New orders and reads: the reserve is not theirs.</summary>
    Normal,

    /// <summary>Cancels and ways out of a position: they may use the reserve too.</summary>
    Exit,
}
