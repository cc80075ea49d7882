namespace TradingBase.LocalHost.Engine.Checking;

/// <summary>How the current code and a stored history differ.</summary>
internal enum ReplayDifference
{
    /// <summary>At one event the code asks for something else.</summary>
    Diverges,

    /// <summary>The orchestration, or an activity that has not ended, has no function any more.</summary>
    FunctionGone,

    /// <summary>The code has ended where the instance goes on.</summary>
    EndsEarlier,

    /// <summary>The code goes on where the instance has ended.</summary>
    EndsLater,

    /// <summary>The code fails where the instance completed, or completes where it failed.</summary>
    EndsOtherwise,

    /// <summary>The stored history is damaged.</summary>
    Unreadable,
}
