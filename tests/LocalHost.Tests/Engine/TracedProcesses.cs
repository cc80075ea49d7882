using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace TradingBase.LocalHost.Tests.Engine;

/// <summary>Functions whose traces are looked at.</summary>
internal static class TracedProcesses
{
    internal sealed class Handle
    {
        internal EngineRig Rig { get; set; } = null!;
    }

    internal static class Fails
    {
        [Function("Fails")]
        public static Task<int> Run([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallActivityAsync<int>("Fail", "no luck");
    }

    internal static class FailsBelow
    {
        [Function("FailsBelow")]
        public static Task Run([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallSubOrchestratorAsync("Fails");
    }

    internal static class Twice
    {
        [Function("Twice")]
        public static async Task Run([OrchestrationTrigger] TaskOrchestrationContext context, int round)
        {
            await context.CallActivityAsync<int>("PlusOne", round);
            if (round == 0)
            {
                context.ContinueAsNew(1);
            }
        }
    }

    internal static class CallsBack
    {
        [Function("CallsBack")]
        public static Task<int> Run([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallActivityAsync<int>("Starts", "started");
    }

    internal sealed class Starts(Handle handle)
    {
        [Function("Starts")]
        public async Task<int> RunAsync([ActivityTrigger] string id)
        {
            await handle.Rig.Client.ScheduleNewOrchestrationInstanceAsync(
                "Child", 1, new StartOrchestrationOptions(id));
            return 0;
        }
    }

    internal sealed class Looks(Recorder seen)
    {
        [Function("Starts")]
        public int Run([ActivityTrigger] string id)
        {
            seen.Add(Activity.Current?.OperationName ?? "none");
            return id.Length;
        }
    }

    internal static class Above
    {
        [Function("Above")]
        public static Task Run([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallSubOrchestratorAsync("Healed");
    }

    internal static class Healed
    {
        [Function("Healed")]
        public static Task<int> Run([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallActivityAsync<int>("Heals", 1);
    }

    internal sealed class Heals(Recorder seen)
    {
        [Function("Heals")]
        public int Run([ActivityTrigger] int number) => seen.Count("healed") == 0
            ? throw new InvalidOperationException("not yet")
            : number;
    }

    internal static class CallsUnruly
    {
        [Function("CallsUnruly")]
        public static Task<int> Run([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallActivityAsync<int>("Unruly", 1);
    }

    internal static class Unruly
    {
        [Function("Unruly")]
        public static int Run([ActivityTrigger] int number) => throw new UnrulyException(number);
    }

    private sealed class UnrulyException(int number) : Exception
    {
        public override string Message => throw new InvalidOperationException($"not even {number}");
    }
}
