using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace TradingBase.LocalHost.Tests.Engine;

/// <summary>Functions with much to say, and what the store holds of it.</summary>
internal static class LargeFunctions
{
    /// <summary>The same letters for the same length; they hardly compress.</summary>
    internal static string Letters(int count)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        return new(new Random(count).GetItems<char>(alphabet, count));
    }

    /// <summary>How many payloads are out of line.</summary>
    internal static long Payloads(EngineRig rig) => Number(rig, "SELECT count(*) FROM payloads");

    /// <summary>How many bytes stand in rows, histories and inboxes.</summary>
    internal static long InlineBytes(EngineRig rig) => Number(rig, """
        SELECT (SELECT ifnull(sum(ifnull(length(input), 0) + ifnull(length(output), 0)
                + ifnull(length(failure), 0) + ifnull(length(custom), 0) + ifnull(length(tail), 0)), 0)
            FROM instances) + (SELECT ifnull(sum(length(events)), 0) FROM history)
            + (SELECT ifnull(sum(length(event)), 0) FROM inbox)
        """);

    private static long Number(EngineRig rig, string sql) => long.Parse(
        rig.Store.Read(connection => connection.Scalar(sql))!, CultureInfo.InvariantCulture);

    [Function("Echo")]
    public static string Echo([ActivityTrigger] string text, FunctionContext context)
    {
        ((Recorder)context.InstanceServices.GetService(typeof(Recorder))!).Add($"Echo {text.Length}");
        return $"echo {text}";
    }

    [Function("Throw")]
    public static string Throw([ActivityTrigger] int letters) =>
        throw new InvalidOperationException(Letters(letters));

    [Function("Fill")]
    public static string Fill([ActivityTrigger] int letters) => new('x', letters);

    [Function("Letter")]
    public static string Letter([ActivityTrigger] int count) => Letters(count);

    [Function("Same")]
    public static int Same([ActivityTrigger] int value) => value;

    [Function("LengthOf")]
    public static int LengthOf([ActivityTrigger] string text) => text.Length;

    [Function("Length")]
    public static int Length([OrchestrationTrigger] TaskOrchestrationContext context, string text)
    {
        ArgumentNullException.ThrowIfNull(context);
        return text.Length;
    }

    [Function("Echoes")]
    public static async Task<string> Echoes(
        [OrchestrationTrigger] TaskOrchestrationContext context, string text)
    {
        context.SetCustomStatus($"status {text}");
        return await context.CallActivityAsync<string>("Echo", text);
    }

    [Function("Chain")]
    public static async Task<string> Chain(
        [OrchestrationTrigger] TaskOrchestrationContext context, string text)
    {
        for (int i = 0; i < 3; i++)
        {
            text = await context.CallActivityAsync<string>("Echo", text);
        }

        return text;
    }

    [Function("Waits")]
    public static async Task<string> Waits([OrchestrationTrigger] TaskOrchestrationContext context) =>
        await context.WaitForExternalEvent<string>("First")
        + await context.WaitForExternalEvent<string>("Later");

    [Function("Throws")]
    public static Task<string> Throws([OrchestrationTrigger] TaskOrchestrationContext context, int letters) =>
        context.CallActivityAsync<string>("Throw", letters);

    [Function("Parent")]
    public static Task<string> Parent([OrchestrationTrigger] TaskOrchestrationContext context, string text) =>
        context.CallSubOrchestratorAsync<string>(
            "Waits", text, new SubOrchestrationOptions(instanceId: $"{context.InstanceId}-child"));

    [Function("Sends")]
    public static void Sends([OrchestrationTrigger] TaskOrchestrationContext context, string text) =>
        context.SendEvent("a", "First", text);

    [Function("Renews")]
    public static async Task<string?> Renews(
        [OrchestrationTrigger] TaskOrchestrationContext context, string input)
    {
        context.SetCustomStatus($"{input}{Letters(100_000)}");
        if (await context.WaitForExternalEvent<string>("Go") == "stop")
        {
            return await context.WaitForExternalEvent<string>("Kept");
        }

        context.ContinueAsNew(Letters(120_000));
        return null;
    }

    [Function("Tells")]
    public static async Task Tells([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        for (int told = 1; ; told++)
        {
            await context.WaitForExternalEvent<int>("Tell");
            context.SetCustomStatus($"{told}{Letters(100_000)}");
        }
    }

    [Function("Many")]
    public static async Task<int> Many([OrchestrationTrigger] TaskOrchestrationContext context, int count)
    {
        int[] all = await Task.WhenAll(
            Enumerable.Range(0, count).Select(i => context.CallActivityAsync<int>("Same", i)));
        return all.Sum();
    }

    [Function("ManyLarge")]
    public static async Task<int> ManyLarge(
        [OrchestrationTrigger] TaskOrchestrationContext context, int count)
    {
        string text = new('x', 1_000_000);
        int[] all = await Task.WhenAll(
            Enumerable.Range(0, count).Select(i => context.CallActivityAsync<int>("LengthOf", $"{i}{text}")));
        return all.Length;
    }

    [Function("ManyTimers")]
    public static Task ManyTimers([OrchestrationTrigger] TaskOrchestrationContext context, int count) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(
            i => context.CreateTimer(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(i), CancellationToken.None)));

    [Function("CallsWith")]
    public static Task<int> CallsWith(
        [OrchestrationTrigger] TaskOrchestrationContext context, int letters) =>
        context.CallActivityAsync<int>("LengthOf", new string('x', letters));

    [Function("Asks")]
    public static async Task<int> Asks(
        [OrchestrationTrigger] TaskOrchestrationContext context, int letters) =>
        (await context.CallActivityAsync<string>("Fill", letters)).Length;

    [Function("AsksLater")]
    public static async Task<string> AsksLater([OrchestrationTrigger] TaskOrchestrationContext context) =>
        await context.CallActivityAsync<string>("Letter", await context.WaitForExternalEvent<int>("Go"));

    [Function("Returns")]
    public static string Returns([OrchestrationTrigger] TaskOrchestrationContext context, int letters)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new('x', letters);
    }
}
