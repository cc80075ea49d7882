namespace TradingBase.Compute;

/// <summary>Whether an endpoint, or what fails together, is asked.</summary>
public enum BreakerPhase
{
    /// <summary>It is asked.</summary>
    Closed,

    /// <summary>It is left alone.</summary>
    Open,

    /// <summary>It comes back: a share of what would go there goes there.</summary>
    HalfOpen,
}
