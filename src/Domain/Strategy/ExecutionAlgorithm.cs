namespace TradingBase.Strategy;

/// <summary>How a large order is worked.</summary>
public enum ExecutionAlgorithm
{
    /// <summary>All at once.</summary>
    None,

    /// <summary>In like parts over a time.</summary>
    Twap,

    /// <summary>In parts that are a share of what is traded meanwhile.</summary>
    Participation,
}
