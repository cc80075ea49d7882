using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace TradingBase.LocalHost.Tests.Operations;

/// <summary>Functions that leave every kind of event behind.</summary>
internal static class Works
{
    /// <summary>An activity, a failing one that is caught, a timer, a child, an event sent and one
    /// awaited.</summary>
    internal static class Everything
    {
        [Function("Everything")]
        public static async Task<string> Run([OrchestrationTrigger] TaskOrchestrationContext context, int number)
        {
            await context.CallActivityAsync<int>("Double", number);
            try
            {
                await context.CallActivityAsync<int>("Fail", "no luck");
            }
            catch (TaskFailedException)
            {
                context.SetCustomStatus("failed once");
            }

            await context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
            await context.CallSubOrchestratorAsync<int>(
                "Child", number, new SubOrchestrationOptions(instanceId: context.InstanceId + "/child"));
            context.SendEvent("somebody", "Hello", new { text = "hi" });
            return await context.WaitForExternalEvent<string>("Go");
        }
    }

    internal static class Child
    {
        [Function("Child")]
        public static Task<int> Run([OrchestrationTrigger] TaskOrchestrationContext context, int number) =>
            context.CallActivityAsync<int>("Double", number);
    }

    internal static class Waiter
    {
        [Function("Waiter")]
        public static Task<string> Run([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.WaitForExternalEvent<string>("Go");
    }

    internal static class ParentOfWaiter
    {
        [Function("ParentOfWaiter")]
        public static Task<string> Run([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallSubOrchestratorAsync<string>(
                "Waiter", null, new SubOrchestrationOptions(instanceId: context.InstanceId + "/waiter"));
    }

    internal static class Activities
    {
        [Function("Double")]
        public static int Double([ActivityTrigger] int number) => 2 * number;

        [Function("Fail")]
        public static int Fail([ActivityTrigger] string reason) =>
            throw new InvalidOperationException(reason, new ArgumentException("the cause"));
    }

    internal static Type[] All { get; } =
        [typeof(Everything), typeof(Child), typeof(Waiter), typeof(Activities)];
}
