using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Engine.Histories;
using TradingBase.Testing;

namespace TradingBase.LocalHost.Tests.Engine;

public sealed class PolicyFieldsInMemory() : PolicyFields(replayAlways: false);

public sealed class PolicyFieldsReplayAlways() : PolicyFields(replayAlways: true);

/// <remarks>(D) DTFx puts a timer of no length after the last attempt, for old histories; this store has
/// none and needs none.</remarks>
public abstract class PolicyFields(bool replayAlways) : EngineContract(replayAlways)
{
    [Theory]
    [InlineData(0, 1.0, 1.0, null, null, "maxNumberOfAttempts")]
    [InlineData(-1, 1.0, 1.0, null, null, "maxNumberOfAttempts")]
    [InlineData(1, 0.0, 1.0, null, null, "firstRetryInterval")]
    [InlineData(1, -1.0, 1.0, null, null, "firstRetryInterval")]
    [InlineData(1, 1.0, 0.5, null, null, "backoffCoefficient")]
    [InlineData(1, 2.0, 1.0, 1.0, null, "maxRetryInterval")]
    [InlineData(1, 2.0, 1.0, null, 1.0, "retryTimeout")]
    public async Task Item36_FieldsOutOfTheirBounds_FailTheOrchestrationThatSetsThem(
        int attempts, double first, double coefficient, double? longest, double? timeout, string named)
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));

        OrchestrationMetadata end = await rig.RunAsync(
            "MakesPolicy", new Fields(attempts, first, coefficient, longest, timeout));

        Assert.Equal(typeof(ArgumentOutOfRangeException).FullName, end.FailureDetails!.ErrorType);
        Assert.Contains(named, end.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 1.0, 1.0, null, null)]
    [InlineData(100, 0.001, 2.5, 3600.0, 7200.0)]
    [InlineData(3, 2.0, 1.0, 2.0, 2.0)]
    public async Task Item36_FieldsWithinTheirBounds_AreTakenOver(
        int attempts, double first, double coefficient, double? longest, double? timeout)
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        Fields fields = new(attempts, first, coefficient, longest, timeout);

        OrchestrationMetadata end = await rig.RunAsync("MakesPolicy", fields);

        Assert.Equal(
            fields with { Longest = longest ?? 3600, Timeout = timeout ?? -0.001 },
            end.ReadOutputAs<Fields>());
    }

    [Fact]
    public async Task Item36_Delays_AreDurableTimersAndNoneComesAfterTheLastAttempt()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions), typeof(Flaky));
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Retries", new StartOrchestrationOptions("a"));
        await rig.AdvanceAsync(TimeSpan.FromSeconds(1));
        await rig.CrashAndRestartAsync();
        await rig.AdvanceAsync(TimeSpan.FromSeconds(2));

        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await rig.EndAsync("a")).RuntimeStatus);
        Assert.Equal(3, rig.Seen.Count("flaky"));
        Assert.Equal(2, Histories.Of(rig, "a").Count(item => item.Kind is EventKind.TimerCreated));
    }

    [Fact]
    public async Task Item36_FilterThatThrows_StopsAndLeavesTheCallsOwnFailure()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions), typeof(Flaky));

        OrchestrationMetadata end = await rig.RunAsync("FilterThrows");

        Assert.Equal(1, rig.Seen.Count("flaky"));
        Assert.Equal("flaky", end.FailureDetails!.InnerFailure!.ErrorMessage);
    }

    [Theory]
    [InlineData("ShortTimeout")]
    [InlineData("ShortTimeoutOfChild")]
    public async Task Item35_TimeoutThatIsOverAtTheFirstFailure_LeavesOneAttempt(string name)
    {
        await using EngineRig rig = await StartAsync(typeof(Functions), typeof(Flaky), typeof(Slow));

        OrchestrationMetadata end = await rig.RunAsync(name);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal(1, rig.Seen.Count("slow"));
    }

    [Theory]
    [InlineData("PolicyForNobody")]
    [InlineData("PolicyForNoChild")]
    public async Task Item37_UnknownName_IsNotRetriedByAPolicyEither(string name)
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));

        OrchestrationMetadata end = await rig.RunAsync(name);

        Assert.EndsWith(
            "TaskNotFound", end.FailureDetails!.InnerFailure!.ErrorType, StringComparison.Ordinal);
        Assert.DoesNotContain(
            Histories.Of(rig, end.InstanceId), item => item.Kind is EventKind.TimerCreated);
    }

    public sealed record Fields(
        int Attempts, double First, double Coefficient, double? Longest, double? Timeout);

    private static class Functions
    {
        [Function("MakesPolicy")]
        public static Fields MakesPolicy(
            [OrchestrationTrigger] TaskOrchestrationContext context, Fields fields)
        {
            RetryPolicy policy = new(
                fields.Attempts,
                TimeSpan.FromSeconds(fields.First),
                fields.Coefficient,
                Seconds(fields.Longest),
                Seconds(fields.Timeout));
            context.SetCustomStatus("made");
            return new(
                policy.MaxNumberOfAttempts,
                policy.FirstRetryInterval.TotalSeconds,
                policy.BackoffCoefficient,
                policy.MaxRetryInterval.TotalSeconds,
                policy.RetryTimeout.TotalSeconds);
        }

        [Function("Retries")]
        public static Task Retries([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallActivityAsync(
                "Flaky", TaskOptions.FromRetryPolicy(new(3, TimeSpan.FromSeconds(1), 2)));

        [Function("FilterThrows")]
        public static Task FilterThrows([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallActivityAsync("Flaky", TaskOptions.FromRetryPolicy(new(3, TimeSpan.FromSeconds(1))
            {
                HandleFailure = _ => throw new FormatException("filter"),
            }));

        [Function("ShortTimeout")]
        public static Task ShortTimeout([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallActivityAsync("Slow", TwoMilliseconds());

        [Function("ShortTimeoutOfChild")]
        public static Task ShortTimeoutOfChild([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallSubOrchestratorAsync("CallsSlow", TwoMilliseconds());

        [Function("CallsSlow")]
        public static Task CallsSlow([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallActivityAsync("Slow");

        [Function("PolicyForNobody")]
        public static Task PolicyForNobody([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallActivityAsync("Nobody", TwoMilliseconds());

        [Function("PolicyForNoChild")]
        public static Task PolicyForNoChild([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallSubOrchestratorAsync("Nobody", TwoMilliseconds());

        private static TimeSpan? Seconds(double? seconds) =>
            seconds is { } known ? TimeSpan.FromSeconds(known) : null;

        private static TaskOptions TwoMilliseconds() => TaskOptions.FromRetryPolicy(
            new(3, TimeSpan.FromMilliseconds(1), retryTimeout: TimeSpan.FromMilliseconds(2)));
    }

    private sealed class Flaky(Recorder seen)
    {
        [Function("Flaky")]
        public void Run([ActivityTrigger] object? input)
        {
            Assert.Null(input);
            seen.Add("flaky");
            throw new InvalidOperationException("flaky");
        }
    }

    private sealed class Slow(Recorder seen, ManualClock clock)
    {
        [Function("Slow")]
        public void Run([ActivityTrigger] object? input)
        {
            Assert.Null(input);
            seen.Add("slow");
            clock.Advance(TimeSpan.FromMilliseconds(3));
            throw new InvalidOperationException("slow");
        }
    }
}
