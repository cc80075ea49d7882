using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace TradingBase.LocalHost.Tests.Engine;

public sealed class FunctionErrorsInMemory() : FunctionErrors(replayAlways: false);

public sealed class FunctionErrorsReplayAlways() : FunctionErrors(replayAlways: true);

/// <summary>Exceptions of function classes; the entity half of the item is refused with item 45.</summary>
public abstract class FunctionErrors(bool replayAlways) : EngineContract(replayAlways)
{
    [Fact]
    public async Task Item39_UncaughtActivityException_FailsTheOrchestrationWithBothTypes()
    {
        await using EngineRig rig = await StartAsync(typeof(Orchestrations), typeof(Thrower));

        OrchestrationMetadata end = await rig.RunAsync("Uncaught");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal(typeof(TaskFailedException).FullName, end.FailureDetails!.ErrorType);
        Assert.Contains("'Thrower'", end.FailureDetails.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal("attempt 1", end.FailureDetails.InnerFailure!.ErrorMessage);
        Assert.True(end.FailureDetails.InnerFailure.IsCausedBy<InvalidOperationException>());
    }

    [Fact]
    public async Task Item39_CaughtActivityException_LetsTheOrchestrationComplete()
    {
        await using EngineRig rig = await StartAsync(typeof(Orchestrations), typeof(Thrower));

        OrchestrationMetadata end = await rig.RunAsync("Caught");

        Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus);
        Assert.Equal("caught attempt 1", end.ReadOutputAs<string>());
        Assert.Null(end.FailureDetails);
    }

    [Fact]
    public async Task Item39_RetriedActivityException_SucceedsInTheEnd()
    {
        await using EngineRig rig = await StartAsync(typeof(Orchestrations), typeof(Thrower));
        string id = await rig.Client.ScheduleNewOrchestrationInstanceAsync("Retried");
        await rig.AdvanceAsync(TimeSpan.FromSeconds(1));
        await rig.AdvanceAsync(TimeSpan.FromSeconds(1));

        Assert.Equal("good at 3", (await rig.EndAsync(id)).ReadOutputAs<string>());
        Assert.Equal(3, rig.Seen.Count("thrower"));
    }

    [Fact]
    public async Task Item39_CustomRetriedActivityException_IsJudgedByTheHandler()
    {
        await using EngineRig rig = await StartAsync(typeof(Orchestrations), typeof(Thrower));

        OrchestrationMetadata end = await rig.RunAsync("CustomRetried");

        Assert.Equal("good at 3 after attempt 1, attempt 2", end.ReadOutputAs<string>());
        Assert.Equal(3, rig.Seen.Count("thrower"));
    }

    private static class Orchestrations
    {
        [Function("Uncaught")]
        public static Task<string> Uncaught([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallActivityAsync<string>("Thrower");

        [Function("Caught")]
        public static async Task<string> Caught([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            try
            {
                return await context.CallActivityAsync<string>("Thrower");
            }
            catch (TaskFailedException failed)
            {
                return $"caught {failed.FailureDetails.ErrorMessage}";
            }
        }

        [Function("Retried")]
        public static Task<string> Retried([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallActivityAsync<string>(
                "Thrower", TaskOptions.FromRetryPolicy(new(5, TimeSpan.FromSeconds(1))));

        [Function("CustomRetried")]
        public static async Task<string> CustomRetried(
            [OrchestrationTrigger] TaskOrchestrationContext context)
        {
            List<string> heard = [];
            TaskOptions options = TaskOptions.FromRetryHandler(retry =>
            {
                heard.Add(retry.LastFailure.ErrorMessage);
                return retry.LastFailure.IsCausedBy<InvalidOperationException>();
            });
            string result = await context.CallActivityAsync<string>("Thrower", options);
            return $"{result} after {string.Join(", ", heard)}";
        }
    }

    private sealed class Thrower(Recorder seen)
    {
        [Function("Thrower")]
        public string Run([ActivityTrigger] object? input)
        {
            Assert.Null(input);
            seen.Add("thrower");
            int attempt = seen.Count("thrower");
            return attempt == 3 ? "good at 3" : throw new InvalidOperationException($"attempt {attempt}");
        }
    }
}
