using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace TradingBase.LocalHost.Tests.Engine;

public sealed class ErrorsInMemory() : Errors(replayAlways: false);

public sealed class ErrorsReplayAlways() : Errors(replayAlways: true);

public abstract class Errors(bool replayAlways) : EngineContract(replayAlways)
{
    [Fact]
    public async Task Item29_UnhandledActivityException_KeepsTheWholeChain()
    {
        var log = new LogRecorder();
        await using EngineRig rig = await EngineRig.StartAsync(
            Options, [typeof(Functions)], log);

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
    }
}
