using Microsoft.DurableTask;

namespace TradingBase.Functions;

/// <summary>The few ways in which a stage is tried again.</summary>
public static class Retries
{
    /// <summary>Once: a lost answer is asked for, never sent again.</summary>
    public static RetryPolicy? Never => null;

    /// <summary>
    /// Again while the store is away, for about two minutes; a fault in data or code is not tried again,
    /// since it would fail alike.
    /// </summary>
    public static RetryPolicy Store { get; } = new(
        maxNumberOfAttempts: 8, firstRetryInterval: TimeSpan.FromSeconds(1), backoffCoefficient: 2,
        maxRetryInterval: TimeSpan.FromSeconds(30))
    {
        HandleFailure = failure =>
            failure.IsCausedBy<StateUnavailableException>() || failure.IsCausedBy<IOException>()
            || failure.IsCausedBy<StateContentionException>(),
    };
}
