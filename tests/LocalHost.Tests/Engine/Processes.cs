using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace TradingBase.LocalHost.Tests.Engine;

/// <summary>A process with a bit of everything, for tests that change or interrupt it.</summary>
internal static class Processes
{
    internal static class Activities
    {
        [Function("Same")]
        public static int Same([ActivityTrigger] int value) => value;

        [Function("Other")]
        public static int Other([ActivityTrigger] int value) => value;

        [Function("PlusOne")]
        public static int PlusOne([ActivityTrigger] int value) => value + 1;
    }

    internal static class Original
    {
        [Function("Process")]
        public static Task Run([OrchestrationTrigger] TaskOrchestrationContext context) =>
            Script.RunAsync(context, "Same", 2, TimeSpan.FromMinutes(1), "child");
    }

    internal static class Script
    {
        internal static async Task RunAsync(
            TaskOrchestrationContext context, string second, int input, TimeSpan delay, string child)
        {
            await context.CallActivityAsync<int>("Same", 1);
            await context.CallActivityAsync<int>(second, input);
            await context.CreateTimer(delay, CancellationToken.None);
            Task forgotten = context.CallSubOrchestratorAsync(
                "Same", null, new SubOrchestrationOptions(instanceId: child));
            await context.WaitForExternalEvent<object>("Go");
            Assert.NotNull(forgotten);
        }
    }
}
