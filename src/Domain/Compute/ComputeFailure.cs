namespace TradingBase.Compute;

/// <summary>Why an endpoint could not answer, where another may.</summary>
public enum ComputeFailure
{
    /// <summary>It broke off, or said what cannot be understood.</summary>
    Broken,

    /// <summary>Too many calls or tokens in its window.</summary>
    RateLimited,

    /// <summary>What was paid for is used up; waiting does not help.</summary>
    QuotaExhausted,

    /// <summary>It has no room for anybody now.</summary>
    Overloaded,

    /// <summary>It did not answer in time.</summary>
    TimedOut,

    /// <summary>Nobody listens there.</summary>
    Unreachable,
}
