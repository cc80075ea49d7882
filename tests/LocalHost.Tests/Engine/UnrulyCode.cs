using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using TradingBase.LocalHost.Engine;
using TradingBase.LocalHost.Engine.Histories;
using Status = Microsoft.DurableTask.Client.OrchestrationRuntimeStatus;

namespace TradingBase.LocalHost.Tests.Engine;

public sealed class UnrulyCodeInMemory() : UnrulyCode(replayAlways: false);

public sealed class UnrulyCodeReplayAlways() : UnrulyCode(replayAlways: true);

/// <summary>Whatever a function's code does, its instance ends with a failure that says so; none hangs.</summary>
public abstract class UnrulyCode(bool replayAlways) : EngineContract(replayAlways)
{
    [Theory]
    [InlineData("FailsInActivity")]
    [InlineData("Fails")]
    public async Task Failure_WithPropertiesThatJsonCannotHold_TellsThemAsText(string orchestration)
    {
        await using EngineRig rig = await WithPropertiesAsync(new Facts());

        OrchestrationMetadata end = await rig.RunAsync(orchestration, "odd");

        TaskFailureDetails cause = end.FailureDetails!.InnerFailure ?? end.FailureDetails;
        Assert.Equal("NaN", cause.Properties!["number"]);
        Assert.Equal("System.String", cause.Properties["type"]);
        Assert.Equal("kept", cause.Properties["text"]);
    }

    [Theory]
    [InlineData("FailsInActivity")]
    [InlineData("Fails")]
    public async Task Failure_WhosePropertiesCannotBeRead_IsStillAFailure(string orchestration)
    {
        await using EngineRig rig = await WithPropertiesAsync(new ThrowingFacts());

        OrchestrationMetadata end = await rig.RunAsync(orchestration, "odd");

        Assert.Equal(Status.Failed, end.RuntimeStatus);
        TaskFailureDetails cause = end.FailureDetails!.InnerFailure ?? end.FailureDetails;
        Assert.Equal(typeof(NotSupportedException).FullName, cause.Properties!["notReadable"]);
    }

    [Theory]
    [InlineData("FailsInActivity")]
    [InlineData("Fails")]
    public async Task Failure_WhoseMessageThrows_IsStillAFailure(string orchestration)
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));

        OrchestrationMetadata end = await rig.RunAsync(orchestration, "silent");

        Assert.Equal(Status.Failed, end.RuntimeStatus);
        TaskFailureDetails cause = end.FailureDetails!.InnerFailure ?? end.FailureDetails;
        Assert.Equal(typeof(SilentException).FullName, cause.ErrorType);
    }

    [Theory]
    [InlineData("FailsInActivity")]
    [InlineData("Fails")]
    public async Task Failure_WithMoreCausesThanAreKept_KeepsTheFirst(string orchestration)
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));

        OrchestrationMetadata end = await rig.RunAsync(orchestration, "deep");

        int causes = 0;
        for (TaskFailureDetails? cause = end.FailureDetails; cause is not null; cause = cause.InnerFailure)
        {
            causes++;
        }

        Assert.InRange(causes, FailureJson.MostCauses, FailureJson.MostCauses + 1);
    }

    [Fact]
    public async Task AsyncVoid_ThatThrows_FailsTheOrchestration()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));

        OrchestrationMetadata end = await rig.RunAsync("AsyncVoid");

        Assert.Equal("nobody waits for this", end.FailureDetails!.ErrorMessage);
    }

    [Fact]
    public async Task Token_CancelledFromOutside_IsFoundOutEvenWhenNobodyAwaitsTheTimer()
    {
        using var outside = new CancellationTokenSource();
        await using EngineRig rig = await EngineRig.StartAsync(
            Options, [typeof(Functions)], configure: services => services.AddSingleton(outside));
        StartOrchestrationOptions id = new("a");
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("ListensOutside", id);
        await rig.SettleAsync();

        await Task.Run(outside.Cancel);

        OrchestrationMetadata end = await rig.EndAsync("a");
        Assert.Equal(typeof(NonDeterministicOrchestrationException).FullName, end.FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task Step_ThatTheStoreWouldNeverTake_FailsTheOrchestration()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        string id = await rig.Client.ScheduleNewOrchestrationInstanceAsync("CallsTheNameless");

        await rig.SettleUntilAsync(() => rig.Clock.Advance(TimeSpan.FromSeconds(1)), id);

        OrchestrationMetadata end = await rig.EndAsync(id);
        Assert.Equal(typeof(InvalidOperationException).FullName, end.FailureDetails!.ErrorType);
    }

    private Task<EngineRig> WithPropertiesAsync(IExceptionPropertiesProvider facts) => EngineRig.StartAsync(
        Options, [typeof(Functions)], configure: services => services.AddSingleton(facts));

    private sealed class SilentException : Exception
    {
        public override string Message => throw new NotSupportedException();
    }

    private sealed class Facts : IExceptionPropertiesProvider
    {
        public IDictionary<string, object?>? GetExceptionProperties(Exception exception) =>
            new Dictionary<string, object?>
            {
                ["number"] = double.NaN,
                ["type"] = typeof(string),
                ["text"] = "kept",
            };
    }

    private sealed class ThrowingFacts : IExceptionPropertiesProvider
    {
        public IDictionary<string, object?>? GetExceptionProperties(Exception exception) =>
            throw new NotSupportedException();
    }

    private static class Functions
    {
        [Function("Fail")]
        public static string Fail([ActivityTrigger] string how) => throw Made(how);

        [Function("FailsInActivity")]
        public static Task FailsInActivity(
            [OrchestrationTrigger] TaskOrchestrationContext context, string how) =>
            context.CallActivityAsync("Fail", how);

        [Function("Fails")]
        public static string Fails([OrchestrationTrigger] TaskOrchestrationContext context, string how) =>
            throw Made(how);

        [Function("AsyncVoid")]
        public static async Task AsyncVoid([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            Forget();
            await context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);

            async void Forget()
            {
                await context.CreateTimer(TimeSpan.Zero, CancellationToken.None);
                throw new InvalidOperationException("nobody waits for this");
            }
        }

        [Function("CallsTheNameless")]
        public static Task CallsTheNameless([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallSubOrchestratorAsync(default);

        [Function("ListensOutside")]
        public static Task<object> ListensOutside(
            [OrchestrationTrigger] TaskOrchestrationContext context, FunctionContext function)
        {
            CancellationToken outside = function.InstanceServices
                .GetRequiredService<CancellationTokenSource>().Token;
            _ = context.CreateTimer(TimeSpan.FromDays(1), outside);
            return context.WaitForExternalEvent<object>("Go");
        }

        private static Exception Made(string how)
        {
            Exception made = how == "silent" ? new SilentException() : new InvalidOperationException(how);
            for (int i = 0; how == "deep" && i < 300; i++)
            {
                made = new InvalidOperationException($"{i}", made);
            }

            return made;
        }
    }
}
