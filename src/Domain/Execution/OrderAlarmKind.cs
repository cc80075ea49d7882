namespace TradingBase.Execution;

/// <summary>What is odd about a report.</summary>
public enum OrderAlarmKind
{
    /// <summary>The state cannot follow the present one; the order keeps its state.</summary>
    IllegalMove,

    /// <summary>More was filled than ordered; the fill that goes beyond is not counted.</summary>
    Overfill,

    /// <summary>A fill came after the order's end; it is counted.</summary>
    LateFill,

    /// <summary>A fill is of another order, instrument or side; it is not counted.</summary>
    ForeignFill,

    /// <summary>A known trade id came with other numbers; the first ones stand.</summary>
    ChangedFill,

    /// <summary>The order is called filled, and not all its fills are there.</summary>
    MissingFill,
}
