using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace TradingBase.LocalHost.Tests.Engine.CrashPoints;

/// <summary>Orchestrations that between them use everything that the engine keeps.</summary>
/// <remarks>Each activity is given a text of its own, so that its runs can be counted.</remarks>
internal static class CrashFunctions
{
    internal const int LargeLength = 70_000;

    internal static Type[] All => [typeof(CrashFunctions), typeof(Activities)];

    [Function("Chain")]
    public static async Task<string> Chain([OrchestrationTrigger] TaskOrchestrationContext context, int count)
    {
        string all = "";
        for (int i = 0; i < count; i++)
        {
            all += await NoteAsync(context, $"{i}");
            context.SetCustomStatus(i);
        }

        return all;
    }

    [Function("Fan")]
    public static async Task<int> Fan([OrchestrationTrigger] TaskOrchestrationContext context, int count)
    {
        string[] all = await Task.WhenAll(
            Enumerable.Range(0, count).Select(i => NoteAsync(context, $"{i}")));
        string large = await context.CallActivityAsync<string>("Large", $"{context.InstanceId}/large");
        return all.Length + large.Length;
    }

    [Function("Clocked")]
    public static async Task<string> Clocked([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        using CancellationTokenSource over = new();
        DateTime begun = context.CurrentUtcDateTime;
        Task week = context.CreateTimer(TimeSpan.FromDays(7), over.Token);
        await Task.WhenAll(
            context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None),
            context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None),
            context.CreateTimer(TimeSpan.FromMinutes(2), CancellationToken.None));
        await NoteAsync(context, "0");
        over.Cancel();
        await context.CreateTimer(begun.AddMinutes(3), CancellationToken.None);
        return $"{context.CurrentUtcDateTime >= begun.AddMinutes(3)} {week.IsCanceled}";
    }

    [Function("Listener")]
    public static async Task<string> Listener([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        string one = await context.WaitForExternalEvent<string>("One");
        string two = await context.WaitForExternalEvent<string>("Two", TimeSpan.FromDays(7));
        string note = await NoteAsync(context, "0");
        string three = await context.WaitForExternalEvent<string>("Three");
        return $"{one} {two} {note} {three}";
    }

    [Function("Sender")]
    public static async Task<int> Sender(
        [OrchestrationTrigger] TaskOrchestrationContext context, string target)
    {
        await NoteAsync(context, "0");
        context.SendEvent(target, "Three", "c");
        return 1;
    }

    [Function("Parent")]
    public static async Task<int> Parent([OrchestrationTrigger] TaskOrchestrationContext context, int count)
    {
        int[] all = await Task.WhenAll(Enumerable.Range(0, count).Select(
            i => context.CallSubOrchestratorAsync<int>(
                "Leaf", i, new SubOrchestrationOptions(instanceId: $"{context.InstanceId}-{i}"))));
        return all.Sum();
    }

    [Function("Leaf")]
    public static async Task<int> Leaf([OrchestrationTrigger] TaskOrchestrationContext context, int value)
    {
        await NoteAsync(context, "0");

        // The parent hears of its children one by one, and waits on.
        await context.CreateTimer(TimeSpan.FromMinutes(value), CancellationToken.None);
        return value + 1;
    }

    [Function("Loop")]
    public static async Task<string> Loop(
        [OrchestrationTrigger] TaskOrchestrationContext context, int generation)
    {
        await NoteAsync(context, $"{generation}");
        if (generation < 3)
        {
            context.ContinueAsNew(generation + 1);
            return "";
        }

        return await context.WaitForExternalEvent<string>("Carried");
    }

    [Function("Stuck")]
    public static async Task Stuck([OrchestrationTrigger] TaskOrchestrationContext context, bool parent)
    {
        Task child = parent
            ? context.CallSubOrchestratorAsync(
                "Stuck", false, new SubOrchestrationOptions(instanceId: "stuck-0"))
            : Task.CompletedTask;
        await NoteAsync(context, "0");
        await context.WaitForExternalEvent<string>("Never");
        await child;
    }

    [Function("Pausing")]
    public static async Task<string> Pausing([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        string first = await NoteAsync(context, "0");
        string word = await context.WaitForExternalEvent<string>("Go");
        return $"{first} {word} {await NoteAsync(context, "1")}";
    }

    private static Task<string> NoteAsync(TaskOrchestrationContext context, string what) =>
        context.CallActivityAsync<string>("Note", $"{context.InstanceId}/{what}");

    internal sealed class Activities(CrashLedger ledger)
    {
        [Function("Note")]
        public string Note([ActivityTrigger] string what)
        {
            ledger.Begun(what);
            return what[^1..];
        }

        [Function("Large")]
        public string Large([ActivityTrigger] string what)
        {
            ledger.Begun(what);
            Random random = new(7);
            return string.Create(
                LargeLength, random, static (text, chance) => chance.GetItems("abcdefghijklmnop", text));
        }
    }
}
