namespace TradingBase.Execution;

/// <summary>What became of the wish to write an order's intent.</summary>
public enum IntentOutcome
{
    /// <summary>This call wrote it, and may send the order.</summary>
    Written,

    /// <summary>There was one before, or an end.</summary>
    Earlier,

    /// <summary>
    /// The order is not open: it has ended, was released, or is not the one that was approved.
    /// </summary>
    NotOpen,
}
