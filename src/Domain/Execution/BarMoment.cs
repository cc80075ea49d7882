namespace TradingBase.Execution;

/// <summary>When in a bar a fill was.</summary>
public enum BarMoment
{
    /// <summary>At its first price.</summary>
    Open,

    /// <summary>Nobody knows when; by its end.</summary>
    Inside,

    /// <summary>At its last price.</summary>
    Close,
}
