using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace TradingBase.LocalHost.Tests.Engine;

public sealed class ErrorsAndRetriesInMemory() : ErrorsAndRetries(replayAlways: false);

public sealed class ErrorsAndRetriesReplayAlways() : ErrorsAndRetries(replayAlways: true);

public abstract class ErrorsAndRetries(bool replayAlways) : EngineContract(replayAlways)
{
    [Fact]
    public async Task Item29_UnhandledActivityException_KeepsTheWholeChain()
    {
        var log = new LogRecorder();
        await using EngineRig rig = await EngineRig.StartAsync(
            Options, [typeof(Functions), typeof(Flaky)], log);

        OrchestrationMetadata end = await rig.RunAsync("CallsThrower");
        await rig.SettleAsync();

        TaskFailureDetails failure = end.FailureDetails!;
        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal(typeof(TaskFailedException).FullName, failure.ErrorType);
        Assert.Contains("'Thrower' (#0)", failure.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("outer", failure.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains(nameof(Functions.CallsThrower), failure.StackTrace, StringComparison.Ordinal);
        Assert.DoesNotContain("Functions.Thrower", failure.StackTrace, StringComparison.Ordinal);
        Assert.Equal(typeof(InvalidOperationException).FullName, failure.InnerFailure!.ErrorType);
        Assert.Equal("inner", failure.InnerFailure.InnerFailure!.ErrorMessage);
        Assert.Single(log.Events, item => item.Name == "ActivityFailed");
        Assert.Single(log.Events, item => item.Name == "OrchestrationFailed");
    }

    [Fact]
    public async Task Item30_UnhandledOrchestratorException_KeepsTypeMessageAndStack()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));

        TaskFailureDetails failure = (await rig.RunAsync("Throws")).FailureDetails!;

        Assert.Equal(typeof(OddException).FullName, failure.ErrorType);
        Assert.Equal("odd", failure.ErrorMessage);
        Assert.Contains(nameof(Functions.Throws), failure.StackTrace, StringComparison.Ordinal);
        Assert.True(failure.IsCausedBy<OddException>());
    }

    [Fact]
    public async Task Item31_CaughtByType_RespectsInheritance()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));

        Assert.Equal("base,exception", (await rig.RunAsync("CatchesByType")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Item32_InnerDetails_AreUnbrokenOverThreeHops()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));

        TaskFailureDetails? failure = (await rig.RunAsync("CallsTheCaller")).FailureDetails;
        List<string> chain = [];
        for (; failure is not null; failure = failure.InnerFailure)
        {
            chain.Add(failure.ErrorType.Split('.')[^1]);
        }

        Assert.Equal(
            ["TaskFailedException", "TaskFailedException",
                "InvalidOperationException", "ArgumentException"], chain);
    }

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

    [Fact]
    public async Task Item37_StartOfAnUnknownOrchestration_Fails()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));

        Assert.Equal("OrchestratorTaskNotFound", (await rig.RunAsync("Nobody")).FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task Item38_ExceptionProperties_SurviveEveryHop()
    {
        await using EngineRig rig = await EngineRig.StartAsync(
            Options,
            [typeof(Functions)],
            configure: services => services.AddSingleton<IExceptionPropertiesProvider, Facts>());

        TaskFailureDetails failure = (await rig.RunAsync("CallsTheCaller")).FailureDetails!;
        IDictionary<string, object?> facts = failure.InnerFailure!.InnerFailure!.Properties!;

        Assert.Equal(1.0, facts["number"]);
        Assert.Equal(new DateTime(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc), facts["date"]);
        Assert.Equal(["a", "b"], Assert.IsType<List<object?>>(facts["list"]));
        Assert.Equal("v", Assert.IsType<Dictionary<string, object?>>(facts["map"])["k"]);
    }

    [Fact]
    public async Task Item40_LargeOutputsAndMessages_PassWhole()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));

        OrchestrationMetadata good = await rig.RunAsync("Large", 5_000_000);
        OrchestrationMetadata bad = await rig.RunAsync("LargeFailure", 1_000_000);

        Assert.Equal(5_000_000, good.ReadOutputAs<string>()!.Length);
        Assert.Equal(1_000_000, bad.FailureDetails!.InnerFailure!.ErrorMessage.Length);
    }

    public sealed class OddException(string message) : Exception(message);

    private sealed class Facts : IExceptionPropertiesProvider
    {
        public IDictionary<string, object?>? GetExceptionProperties(Exception exception) =>
            exception is not InvalidOperationException ? null : new Dictionary<string, object?>
            {
                ["number"] = 1,
                ["date"] = new DateTime(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc),
                ["list"] = (string[])["a", "b"],
                ["map"] = new Dictionary<string, string> { ["k"] = "v" },
            };
    }

    private static class Functions
    {
        [Function("Thrower")]
        public static string Thrower([ActivityTrigger] object? input) =>
            throw new InvalidOperationException($"outer{input}", new ArgumentException("inner"));

        [Function("CallsThrower")]
        public static async Task<string> CallsThrower([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            string result = await context.CallActivityAsync<string>("Thrower");
            return result;
        }

        [Function("CallsTheCaller")]
        public static Task<string> CallsTheCaller([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallSubOrchestratorAsync<string>("CallsThrower");

        [Function("Throws")]
        public static string Throws([OrchestrationTrigger] TaskOrchestrationContext context) =>
            throw new OddException("odd");

        [Function("CatchesByType")]
        public static async Task<string> CatchesByType(
            [OrchestrationTrigger] TaskOrchestrationContext context)
        {
            List<string> caught = [];
            try
            {
                await context.CallActivityAsync("Thrower");
            }
            catch (TaskFailedException failed) when (!failed.FailureDetails.IsCausedBy<IOException>()
                && failed.FailureDetails.IsCausedBy<SystemException>())
            {
                caught.Add("base");
            }

            try
            {
                await context.CallActivityAsync("Thrower");
            }
            catch (TaskFailedException failed) when (failed.FailureDetails.IsCausedBy<Exception>())
            {
                caught.Add("exception");
            }

            return string.Join(',', caught);
        }

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

        [Function("CallsNobody")]
        public static Task CallsNobody([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallActivityAsync("Nobody", 1, TaskOptions.FromRetryHandler(retry =>
                NeverAsked(context)));

        [Function("CallsNoChild")]
        public static Task CallsNoChild([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallSubOrchestratorAsync("Nobody", 1, TaskOptions.FromRetryHandler(retry =>
                NeverAsked(context)));

        [Function("Blow")]
        public static string Blow([ActivityTrigger] int length) => new('x', length);

        [Function("Burst")]
        public static string Burst([ActivityTrigger] int length) =>
            throw new InvalidOperationException(new string('x', length));

        [Function("Large")]
        public static async Task<string> Large(
            [OrchestrationTrigger] TaskOrchestrationContext context, int length)
        {
            string value = await context.CallActivityAsync<string>("Blow", length);
            await context.CreateTimer(TimeSpan.Zero, CancellationToken.None);
            return value;
        }

        [Function("LargeFailure")]
        public static Task LargeFailure(
            [OrchestrationTrigger] TaskOrchestrationContext context, int length) =>
            context.CallActivityAsync("Burst", length);

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
