namespace TradingBase.Risk;

/// <summary>What may hold the desk back.</summary>
public static class StateCauses
{
    /// <summary>
    /// The host started and nothing was reconciled since: lifted by a reconciliation that passes.
    /// </summary>
    public const string Start = "start";

    /// <summary>A person said so.</summary>
    public const string Person = "person";

    /// <summary>The kill switch was pulled.</summary>
    public const string Kill = "kill";

    /// <summary>The day's loss is beyond its limit.</summary>
    public const string DailyLoss = "daily-loss";

    /// <summary>Equity is too far below its peak.</summary>
    public const string Drawdown = "drawdown";

    /// <summary>A venue's account differs from the book and nothing explains it.</summary>
    public const string Reconciliation = "reconciliation";

    /// <summary>A clock of the desk stopped, or nothing was reconciled for too long.</summary>
    public const string StaleClock = "stale-clock";

    /// <summary>The store could not be written.</summary>
    public const string StoreTrouble = "store-trouble";

    /// <summary>A venue rejected too many orders in a row.</summary>
    public const string Rejections = "rejections";
}
