using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace TradingBase.LocalHost.Tests.Engine;

public sealed class RetryItemsInMemory() : RetryItems(replayAlways: false);

public sealed class RetryItemsReplayAlways() : RetryItems(replayAlways: true);

public abstract class RetryItems(bool replayAlways) : EngineContract(replayAlways)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(10)]
    public async Task Item33_RetryPolicy_TriesExactlySoOften(int attempts)
    {
        await using EngineRig rig = await StartAsync(typeof(Functions), typeof(Flaky));
        string id = await rig.Client.ScheduleNewOrchestrationInstanceAsync("Retries", attempts);
        string child = await rig.Client.ScheduleNewOrchestrationInstanceAsync("RetriesChild", attempts);
        for (int i = 0; i < attempts; i++)
        {
            await rig.AdvanceAsync(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await rig.EndAsync(id)).RuntimeStatus);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await rig.EndAsync(child)).RuntimeStatus);
        Assert.Equal(attempts, rig.Seen.Count("flaky Retries"));
        Assert.Equal(attempts, rig.Seen.Count("flaky Child"));
    }

    [Fact]
    public async Task Item34_RetryHandler_IsAskedOncePerAttemptWithTheFacts()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions), typeof(Flaky));

        string[] seen = (await rig.RunAsync("AsksHandler")).ReadOutputAs<string[]>()!;

        Assert.Equal(["1 InvalidOperationException",
            "2 InvalidOperationException", "3 InvalidOperationException"], seen);
        Assert.Equal(3, rig.Seen.Count("flaky Handler"));
    }

    [Fact]
    public async Task Item34_RetryHandler_OfASubOrchestration_IsAskedOncePerAttempt()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions), typeof(Flaky));

        string[] seen = (await rig.RunAsync("AsksHandlerOfChild")).ReadOutputAs<string[]>()!;

        Assert.Equal(["1", "2", "3"], seen);
        Assert.Equal(3, rig.Seen.Count("flaky Child"));
    }

    [Fact]
    public async Task Item35_HandleFailureFalse_StopsAfterOne()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions), typeof(Flaky));

        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await rig.RunAsync("NotHandled")).RuntimeStatus);
        Assert.Equal(1, rig.Seen.Count("flaky NotHandled"));
    }

    [Fact]
    public async Task Item35_SuccessAtTheFifthAttempt_LeavesNoFailure()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions), typeof(Flaky));
        string id = await rig.Client.ScheduleNewOrchestrationInstanceAsync("SucceedsAtFive");
        for (int i = 0; i < 5; i++)
        {
            await rig.AdvanceAsync(TimeSpan.FromSeconds(1));
        }

        OrchestrationMetadata end = await rig.EndAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus);
        Assert.Null(end.FailureDetails);
        Assert.Equal(5, rig.Seen.Count("flaky 5"));
    }

    [Fact]
    public async Task Item36_Delays_GrowUpToTheLongestAndStopAtTheTimeout()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions), typeof(Flaky));
        string id = await rig.Client.ScheduleNewOrchestrationInstanceAsync("BacksOff");
        List<int> attemptsAfterSecond = [];
        for (int second = 0; second < 20; second++)
        {
            await rig.SettleAsync();
            attemptsAfterSecond.Add(rig.Seen.Count("flaky BacksOff"));
            await rig.AdvanceAsync(TimeSpan.FromSeconds(1));
        }

        // 1 s, then 2 s, then 4 s, then never more than 5 s; the attempt at 12 s is the last within 12 s.
        Assert.Equal([1, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 4, 5, 5, 5, 5, 5, 5, 5, 5], attemptsAfterSecond);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await rig.EndAsync(id)).RuntimeStatus);
    }

    [Fact]
    public async Task Item36_DelayBeyondTheCalendar_IsTheLongestThereIs()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions), typeof(Flaky));

        await rig.Client.ScheduleNewOrchestrationInstanceAsync(
            "WaitsForAges", new StartOrchestrationOptions("a"));
        await rig.SettleAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Running, (await rig.GetAsync("a")).RuntimeStatus);
    }

    [Theory]
    [InlineData("CallsNobody")]
    [InlineData("CallsNoChild")]
    public async Task Item37_UnknownName_FailsAndIsNotRetried(string name)
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));

        OrchestrationMetadata end = await rig.RunAsync(name);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Contains("Nobody", end.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        Assert.EndsWith("TaskNotFound", end.FailureDetails.InnerFailure!.ErrorType, StringComparison.Ordinal);
        Assert.Null(end.SerializedCustomStatus);
    }

    private static class Functions
    {
        [Function("Retries")]
        public static Task Retries([OrchestrationTrigger] TaskOrchestrationContext context, int attempts) =>
            context.CallActivityAsync("Flaky", "Retries", Policy(attempts));

        [Function("RetriesChild")]
        public static Task RetriesChild(
            [OrchestrationTrigger] TaskOrchestrationContext context, int attempts) =>
            context.CallSubOrchestratorAsync("FlakyChild", 0, Policy(attempts));

        [Function("FlakyChild")]
        public static Task FlakyChild([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallActivityAsync("Flaky", "Child");

        [Function("AsksHandler")]
        public static async Task<string[]> AsksHandler(
            [OrchestrationTrigger] TaskOrchestrationContext context)
        {
            List<string> asked = [];
            RetryHandler handler = retry =>
            {
                asked.Add($"{retry.LastAttemptNumber} {retry.LastFailure.ErrorType.Split('.')[^1]}");
                Assert.Same(context, retry.OrchestrationContext);
                Assert.Equal(TimeSpan.Zero, retry.TotalRetryTime);
                return retry.LastAttemptNumber < 3;
            };
            await CatchAsync(context.CallActivityAsync(
                "Flaky", "Handler", TaskOptions.FromRetryHandler(handler)));
            return [.. asked];
        }

        [Function("AsksHandlerOfChild")]
        public static async Task<string[]> AsksHandlerOfChild(
            [OrchestrationTrigger] TaskOrchestrationContext context)
        {
            List<string> asked = [];
            AsyncRetryHandler handler = async retry =>
            {
                asked.Add($"{retry.LastAttemptNumber}");
                await context.CreateTimer(TimeSpan.Zero, CancellationToken.None);
                return retry.LastAttemptNumber < 3;
            };
            await CatchAsync(context.CallSubOrchestratorAsync(
                "FlakyChild", 0, TaskOptions.FromRetryHandler(handler)));
            return [.. asked];
        }

        [Function("NotHandled")]
        public static Task NotHandled([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallActivityAsync("Flaky", "NotHandled", TaskOptions.FromRetryPolicy(
                new(5, TimeSpan.FromSeconds(1)) { HandleFailure = failure =>
                    failure.IsCausedBy<IOException>() }));

        [Function("SucceedsAtFive")]
        public static Task SucceedsAtFive([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallActivityAsync("Flaky", "5", Policy(10));

        [Function("BacksOff")]
        public static Task BacksOff([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallActivityAsync("Flaky", "BacksOff", TaskOptions.FromRetryPolicy(new(
                100, TimeSpan.FromSeconds(1), 2, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(12))));

        [Function("WaitsForAges")]
        public static Task WaitsForAges([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallActivityAsync("Flaky", "Ages", TaskOptions.FromRetryPolicy(
                new(5, TimeSpan.FromDays(3_600_000))));

        [Function("CallsNobody")]
        public static Task CallsNobody([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallActivityAsync("Nobody", 1, TaskOptions.FromRetryHandler(retry =>
                NeverAsked(context)));

        [Function("CallsNoChild")]
        public static Task CallsNoChild([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallSubOrchestratorAsync("Nobody", 1, TaskOptions.FromRetryHandler(retry =>
                NeverAsked(context)));

        private static TaskOptions Policy(int attempts) =>
            TaskOptions.FromRetryPolicy(new(attempts, TimeSpan.FromSeconds(1)));

        private static async Task CatchAsync(Task call)
        {
            try
            {
                await call;
            }
            catch (TaskFailedException)
            {
                // The attempts are what is looked at.
            }
        }

        private static bool NeverAsked(TaskOrchestrationContext context)
        {
            context.SetCustomStatus("asked");
            return false;
        }
    }

    private sealed class Flaky(Recorder seen)
    {
        [Function("Flaky")]
        public void Run([ActivityTrigger] string name)
        {
            seen.Add($"flaky {name}");
            if (!int.TryParse(name, out int enough) || seen.Count($"flaky {name}") < enough)
            {
                throw new InvalidOperationException("flaky");
            }
        }
    }
}
