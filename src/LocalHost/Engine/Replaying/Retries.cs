using DurableTask.Core;
using Microsoft.DurableTask;
using TradingBase.LocalHost.Engine.Histories;
using CoreFailedException = DurableTask.Core.Exceptions.TaskFailedException;
using RetryContext = Microsoft.DurableTask.RetryContext;

namespace TradingBase.LocalHost.Engine.Replaying;

/// <summary>Decides after each failed attempt of one call whether there is another, and waits for its
/// time.</summary>
/// <param name="context">The caller's; its timers carry the delays.</param>
/// <param name="name">What is called.</param>
/// <param name="options">A policy or a handler.</param>
internal sealed class Retries(TaskOrchestrationContext context, TaskName name, TaskRetryOptions options)
{
    private readonly DateTime _firstAttempt = context.CurrentUtcDateTime;
    private int _attempts;

    /// <summary>Asks the policy or the handler, exactly once for each failed attempt.</summary>
    /// <param name="asked">The attempt.</param>
    /// <param name="failure">How it failed.</param>
    /// <returns>Whether to try again, now.</returns>
    internal async Task<bool> AgainAsync(HistoryEvent asked, Failure failure)
    {
        _attempts++;
        if (failure.NonRetriable)
        {
            return false;
        }

        TimeSpan spent = context.CurrentUtcDateTime - _firstAttempt;
        if (options.Handler is { } handler)
        {
            return await handler(new RetryContext(
                context, _attempts, failure.Details, spent, CancellationToken.None));
        }

        RetryPolicy policy = options.Policy!;
        bool inTime = policy.RetryTimeout == Timeout.InfiniteTimeSpan || spent < policy.RetryTimeout;
        if (_attempts >= policy.MaxNumberOfAttempts || !inTime || !Handles(policy, asked, failure))
        {
            return false;
        }

        await context.CreateTimer(Delay(policy), CancellationToken.None);
        return true;
    }

    // A filter that throws is one that says no: the caller hears of the call's own failure.
    private bool Handles(RetryPolicy policy, HistoryEvent asked, Failure failure)
    {
        try
        {
            return policy.Handle(AsException(asked, failure.Details));
        }
        catch (Exception unruly) when (unruly is not OutOfMemoryException)
        {
            return false;
        }
    }

    private TimeSpan Delay(RetryPolicy policy)
    {
        double grown = policy.FirstRetryInterval.TotalMilliseconds * Math.Pow(
            policy.BackoffCoefficient, _attempts - 1);

        // A day before the calendar's end, which no timer can pass.
        TimeSpan longest = DateTime.MaxValue.AddDays(-1) - context.CurrentUtcDateTime;
        if (policy.MaxRetryInterval != Timeout.InfiniteTimeSpan && policy.MaxRetryInterval < longest)
        {
            longest = policy.MaxRetryInterval;
        }

        // Written so that infinity and not-a-number end at the longest delay too.
        return grown < longest.TotalMilliseconds ? TimeSpan.FromMilliseconds(grown) : longest;
    }

    private CoreFailedException AsException(HistoryEvent asked, TaskFailureDetails details) =>
        new(asked.Id, asked.Id, name, "", details.ErrorMessage, null!) { FailureDetails = Core(details) };

    private static FailureDetails Core(TaskFailureDetails details) => new(
        details.ErrorType,
        details.ErrorMessage,
        details.StackTrace,
        details.InnerFailure is { } inner ? Core(inner) : null,
        isNonRetriable: false,
        details.Properties);
}
