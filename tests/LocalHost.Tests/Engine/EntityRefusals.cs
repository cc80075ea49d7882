using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;

namespace TradingBase.LocalHost.Tests.Engine;

public sealed class EntityRefusalsInMemory() : EntityRefusals(replayAlways: false);

public sealed class EntityRefusalsReplayAlways() : EntityRefusals(replayAlways: true);

/// <summary>Durable entities are refused wherever they could be asked for, and with a clear word.</summary>
public abstract class EntityRefusals(bool replayAlways) : EngineContract(replayAlways)
{
    private const string Id = "@counter@one";

    public static TheoryData<string> Calls =>
        ["Schedule", "Raise", "Terminate", "Suspend", "Resume", "Get", "Query", "WaitForStart",
            "WaitForCompletion", "Purge", "Restart"];

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Item45_ClientCallsWithAnEntitysId_AreRefused(string call)
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));
        DurableTaskClient client = rig.Client;

        ArgumentException refusal = await Assert.ThrowsAsync<ArgumentException>(() => call switch
        {
            "Schedule" => client.ScheduleNewOrchestrationInstanceAsync(
                "Calls", new StartOrchestrationOptions(Id)),
            "Raise" => client.RaiseEventAsync(Id, "add"),
            "Terminate" => client.TerminateInstanceAsync(Id),
            "Suspend" => client.SuspendInstanceAsync(Id),
            "Resume" => client.ResumeInstanceAsync(Id),
            "Get" => client.GetInstanceAsync(Id),
            "Query" => client.GetAllInstancesAsync(new(InstanceIdPrefix: "@counter"))
                .GetAsyncEnumerator().MoveNextAsync().AsTask(),
            "WaitForStart" => client.WaitForInstanceStartAsync(Id),
            "WaitForCompletion" => client.WaitForInstanceCompletionAsync(Id),
            "Purge" => client.PurgeInstanceAsync(Id),
            _ => client.RestartAsync(Id),
        });

        Assert.Contains("'@counter", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("this host runs none", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Item45_TheClientsEntities_AreNotSupported()
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));

        Assert.Throws<NotSupportedException>(() => rig.Client.Entities);
    }

    [Theory]
    [InlineData("Calls")]
    [InlineData("Signals")]
    [InlineData("Locks")]
    [InlineData("LooksAtLocks")]
    public async Task Item45_TheContextsEntities_FailTheOrchestrationWithAClearWord(string name)
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));

        OrchestrationMetadata end = await rig.RunAsync(name);

        Assert.Equal(typeof(NotSupportedException).FullName, end.FailureDetails!.ErrorType);
        Assert.Contains("does not run entities", end.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SendsTo")]
    [InlineData("StartsChild")]
    public async Task Item45_EntitysIdInsideAnOrchestration_FailsItWithAClearWord(string name)
    {
        await using EngineRig rig = await StartAsync(typeof(Functions));

        OrchestrationMetadata end = await rig.RunAsync(name);

        Assert.Equal(typeof(ArgumentException).FullName, end.FailureDetails!.ErrorType);
        Assert.Contains(Id, end.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    private static class Functions
    {
        private static EntityInstanceId Counter => new("counter", "one");

        [Function("Calls")]
        public static Task Calls([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.Entities.CallEntityAsync(Counter, "add", 1);

        [Function("Signals")]
        public static Task Signals([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.Entities.SignalEntityAsync(Counter, "add", 1);

        [Function("Locks")]
        public static Task<IAsyncDisposable> Locks([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.Entities.LockEntitiesAsync(Counter);

        [Function("LooksAtLocks")]
        public static bool LooksAtLocks([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.Entities.InCriticalSection();

        [Function("SendsTo")]
        public static void SendsTo([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.SendEvent(Id, "add", 1);

        [Function("StartsChild")]
        public static Task StartsChild([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallSubOrchestratorAsync("Calls", new SubOrchestrationOptions(instanceId: Id));
    }
}
