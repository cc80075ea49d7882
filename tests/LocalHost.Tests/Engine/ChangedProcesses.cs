using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using static TradingBase.LocalHost.Tests.Engine.Processes;

namespace TradingBase.LocalHost.Tests.Engine;

/// <summary>Processes and what later versions of their code look like.</summary>
internal static class ChangedProcesses
{
    internal static class OtherActivity
    {
        [Function("Process")]
        public static Task Run([OrchestrationTrigger] TaskOrchestrationContext context) =>
            Script.RunAsync(context, "Other", 2, TimeSpan.FromMinutes(1), "child");
    }

    internal static class OtherInput
    {
        [Function("Process")]
        public static Task Run([OrchestrationTrigger] TaskOrchestrationContext context) =>
            Script.RunAsync(context, "Same", 3, TimeSpan.FromMinutes(1), "child");
    }

    internal static class OtherTime
    {
        [Function("Process")]
        public static Task Run([OrchestrationTrigger] TaskOrchestrationContext context) =>
            Script.RunAsync(context, "Same", 2, TimeSpan.FromMinutes(2), "child");
    }

    internal static class OtherChild
    {
        [Function("Process")]
        public static Task Run([OrchestrationTrigger] TaskOrchestrationContext context) =>
            Script.RunAsync(context, "Same", 2, TimeSpan.FromMinutes(1), "changed");
    }

    internal static class OtherOrder
    {
        [Function("Process")]
        public static async Task Run([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.CallActivityAsync<int>("Same", 1);
            await context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
            await context.CallActivityAsync<int>("Same", 2);
        }
    }

    internal static class OtherFirst
    {
        [Function("Process")]
        public static Task Run([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallActivityAsync<int>("Other", 1);
    }

    internal static class Shorter
    {
        [Function("Process")]
        public static async Task Run([OrchestrationTrigger] TaskOrchestrationContext context) =>
            await context.CallActivityAsync<int>("Same", 1);
    }

    internal static class Eternal
    {
        [Function("Eternal")]
        public static async Task Run([OrchestrationTrigger] TaskOrchestrationContext context, int round)
        {
            await context.CallActivityAsync<int>("Same", round);
            await context.WaitForExternalEvent<object>("Next");
            context.ContinueAsNew(round + 1);
        }
    }

    internal static class Thrower
    {
        [Function("Thrower")]
        public static async Task Run([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.CallActivityAsync<int>("Same", 1);
            throw new InvalidOperationException("as ever");
        }
    }

    internal static class ThrowsNoMore
    {
        [Function("Thrower")]
        public static Task Run([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallActivityAsync<int>("Same", 1);
    }

    internal static class Waits
    {
        [Function("Waits")]
        public static Task Run([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.WaitForExternalEvent<object>("Go");
    }

    internal static class WaitsNoMore
    {
        [Function("Waits")]
        public static Task Run([OrchestrationTrigger] TaskOrchestrationContext context) => Task.CompletedTask;
    }

    internal static class WaitsTwice
    {
        [Function("Waits")]
        public static async Task Run([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.WaitForExternalEvent<object>("Go");
            await context.WaitForExternalEvent<object>("Go");
        }
    }

    internal static class WaitsAndThrows
    {
        [Function("Waits")]
        public static async Task Run([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.WaitForExternalEvent<object>("Go");
            throw new InvalidOperationException("no more waiting");
        }
    }

    internal static class Slow
    {
        [Function("Slow")]
        public static Task Run([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallActivityAsync<int>("Wait", 1);
    }

    /// <summary>An activity that ends when a test lets it.</summary>
    internal sealed class Wait(Gate gate)
    {
        [Function("Wait")]
        public async Task<int> RunAsync([ActivityTrigger] int number)
        {
            gate.Begun.TrySetResult();
            await gate.Free.Task;
            return number;
        }
    }

    internal sealed class Gate
    {
        internal TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal TaskCompletionSource Free { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>Nothing that the engine knows of can wake it.</summary>
    internal static class AwaitsNothing
    {
        [Function("AwaitsNothing")]
        public static Task Run([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.IsReplaying ? new TaskCompletionSource().Task : new TaskCompletionSource<int>().Task;
    }

    internal static class Told
    {
        [Function("Told")]
        public static async Task Run([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.CallActivityAsync<int>("Tell", "ran");
            await context.WaitForExternalEvent<object>("Go");
            await context.CallActivityAsync<int>("Tell", "ran");
        }
    }

    internal static class ToldThrice
    {
        [Function("Told")]
        public static async Task Run([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.CallActivityAsync<int>("Tell", "ran");
            await context.CallActivityAsync<int>("Tell", "ran");
            await context.WaitForExternalEvent<object>("Go");
        }
    }

    internal sealed class Tell(Recorder seen)
    {
        [Function("Tell")]
        public int Run([ActivityTrigger] string line)
        {
            seen.Add(line);
            return 0;
        }
    }
}
