using System.ComponentModel;
using CoreException = DurableTask.Core.Exceptions.OrchestrationException;
using CoreSubOrchestrationFailedException = DurableTask.Core.Exceptions.SubOrchestrationFailedException;
using CoreTaskFailedException = DurableTask.Core.Exceptions.TaskFailedException;

namespace Microsoft.DurableTask;

/// <summary>How often and how long a failed task is tried again. The engine does the trying.</summary>
public class RetryPolicy
{
    public RetryPolicy(
        int maxNumberOfAttempts,
        TimeSpan firstRetryInterval,
        double backoffCoefficient = 1.0,
        TimeSpan? maxRetryInterval = null,
        TimeSpan? retryTimeout = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxNumberOfAttempts);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(firstRetryInterval, TimeSpan.Zero);
        RefuseLessThanOne(backoffCoefficient, nameof(backoffCoefficient));
        RefuseShorterThan(firstRetryInterval, maxRetryInterval, nameof(maxRetryInterval));
        RefuseShorterThan(firstRetryInterval, retryTimeout, nameof(retryTimeout));

        MaxNumberOfAttempts = maxNumberOfAttempts;
        FirstRetryInterval = firstRetryInterval;
        BackoffCoefficient = backoffCoefficient;
        MaxRetryInterval = maxRetryInterval ?? TimeSpan.FromHours(1);
        RetryTimeout = retryTimeout ?? Timeout.InfiniteTimeSpan;
    }

    public int MaxNumberOfAttempts { get; }

    public TimeSpan FirstRetryInterval { get; }

    public double BackoffCoefficient { get; }

    public TimeSpan MaxRetryInterval { get; }

    public TimeSpan RetryTimeout { get; }

    /// <summary>
    /// Asked by the engine, with one of the two exceptions of DurableTask.Core named below.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Func<Exception, bool> Handle { get; private init; } = _ => true;

    [Obsolete("Never implemented by the package; use TaskOptions.FromRetryHandler or HandleFailure.")]
    public Func<Exception, Task<bool>>? HandleAsync { get; set; }

    public Func<TaskFailureDetails, bool> HandleFailure
    {
        init => Handle = exception => value(DetailsOf(exception));
    }

    private static TaskFailureDetails DetailsOf(Exception exception)
    {
        CoreException? failed = exception is CoreTaskFailedException or CoreSubOrchestrationFailedException
            ? (CoreException)exception
            : null;
        return TaskFailureDetails.FromCore(failed?.FailureDetails)
            ?? throw new InvalidOperationException(
                "HandleFailure is asked with a core TaskFailedException or SubOrchestrationFailedException "
                + "that carries its failure details; this exception has none.");
    }

    // Not a number is let through, as the package lets it through.
    private static void RefuseLessThanOne(double value, string name)
    {
        if (value < 1.0)
        {
            throw new ArgumentOutOfRangeException(name, value, "The coefficient is at least 1.0.");
        }
    }

    private static void RefuseShorterThan(TimeSpan first, TimeSpan? value, string name)
    {
        if (value < first && value != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(
                name, value, "The time is at least the first retry interval, or Timeout.InfiniteTimeSpan.");
        }
    }
}
