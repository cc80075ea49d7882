using DurableTask.Core;
using Microsoft.DurableTask;
using CoreSubOrchestrationFailedException = DurableTask.Core.Exceptions.SubOrchestrationFailedException;
using CoreTaskFailedException = DurableTask.Core.Exceptions.TaskFailedException;

namespace TradingBase.AzureContracts.Tests.DurableTask;

public sealed class RetryPolicyTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Policy_OnlyWhatIsAsked_TakesTheDefaults()
    {
        RetryPolicy policy = new(3, Second);

        Assert.Equal(3, policy.MaxNumberOfAttempts);
        Assert.Equal(Second, policy.FirstRetryInterval);
        Assert.Equal(1.0, policy.BackoffCoefficient);
        Assert.Equal(TimeSpan.FromHours(1), policy.MaxRetryInterval);
        Assert.Equal(Timeout.InfiniteTimeSpan, policy.RetryTimeout);
        Assert.True(policy.Handle(new FormatException()));
    }

    public static TheoryData<string, Func<RetryPolicy>> Refused() => new()
    {
        { "maxNumberOfAttempts", () => new RetryPolicy(0, Second) },
        { "maxNumberOfAttempts", () => new RetryPolicy(-1, Second) },
        { "firstRetryInterval", () => new RetryPolicy(1, TimeSpan.Zero) },
        { "firstRetryInterval", () => new RetryPolicy(1, -Second) },
        { "backoffCoefficient", () => new RetryPolicy(1, Second, 0.99) },
        { "maxRetryInterval", () => new RetryPolicy(1, Second, 1, Second / 2) },
        { "retryTimeout", () => new RetryPolicy(1, Second, 1, null, Second / 2) },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Policy_OutOfBounds_IsRefusedByName(string parameter, Func<RetryPolicy> create) =>
        Assert.Equal(parameter, Assert.Throws<ArgumentOutOfRangeException>(create).ParamName);

    [Fact]
    public void Policy_OnTheBounds_IsTaken()
    {
        RetryPolicy policy = new(1, Second, 1.0, Second, Second);
        RetryPolicy endless = new(1, Second, 1.0, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        Assert.Equal(Second, policy.MaxRetryInterval);
        Assert.Equal(Timeout.InfiniteTimeSpan, endless.MaxRetryInterval);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void HandleFailure_AskedByTheEngine_SeesTheFailure(bool subOrchestration)
    {
        FailureDetails failure = new("System.FormatException", "bad", "at X", null, isNonRetriable: false);
        Exception asked = subOrchestration
            ? new CoreSubOrchestrationFailedException("failed") { FailureDetails = failure }
            : new CoreTaskFailedException("failed") { FailureDetails = failure };
        TaskFailureDetails? seen = null;
        RetryPolicy policy = new(3, Second)
        {
            HandleFailure = details =>
            {
                seen = details;
                return details.IsCausedBy<ArgumentException>();
            },
        };

        Assert.False(policy.Handle(asked));
        Assert.Equal("System.FormatException: bad", seen?.ToString());
        Assert.Equal("at X", seen?.StackTrace);
    }

    [Fact]
    public void HandleFailure_AskedWithAnotherException_IsRefused()
    {
        RetryPolicy policy = new(3, Second) { HandleFailure = _ => true };

        Assert.Throws<InvalidOperationException>(() => policy.Handle(new FormatException()));
        Assert.Throws<InvalidOperationException>(
            () => policy.Handle(new CoreTaskFailedException("no details")));
    }

    [Fact]
    public async Task RetryOptions_EachSource_KeepsPolicyOrHandler()
    {
        RetryPolicy policy = new(3, Second);
        RetryContext retry = new(new ScriptedContext(), 2, Failure(), Second, CancellationToken.None);
        RetryHandler decide = context => context.LastAttemptNumber < 3;
        TaskOptions fromPolicy = TaskOptions.FromRetryPolicy(policy);
        TaskOptions fromHandler = TaskOptions.FromRetryHandler(decide);
        TaskOptions fromAsync =
            TaskOptions.FromRetryHandler((AsyncRetryHandler)(_ => Task.FromResult(false)));

        Assert.Same(policy, fromPolicy.Retry?.Policy);
        Assert.Null(fromPolicy.Retry?.Handler);
        Assert.True(await fromHandler.Retry!.Handler!(retry));
        Assert.False(await fromHandler.Retry.Handler(retry with { LastAttemptNumber = 3 }));
        Assert.False(await fromAsync.Retry!.Handler!(retry));
        Assert.Throws<ArgumentNullException>(() => new TaskRetryOptions((RetryPolicy)null!));
        Assert.Throws<ArgumentNullException>(() => TaskRetryOptions.FromRetryHandler((RetryHandler)null!));
    }

    private static TaskFailureDetails Failure() => new("System.FormatException", "bad", null, null, null);
}
