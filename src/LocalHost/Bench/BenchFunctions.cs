using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace TradingBase.LocalHost.Bench;

/// <summary>What is measured with: five greetings after each other, and many at once.</summary>
internal static class BenchFunctions
{
    /// <summary>How many activities a sequence has.</summary>
    internal const int ActivitiesOfASequence = 5;

    /// <summary>All function classes.</summary>
    internal static readonly Type[] All =
    [
        typeof(HelloSequence), typeof(HelloChain), typeof(HelloFanOut), typeof(HeldFanOut), typeof(SayHello),
    ];
}

/// <summary>Five activities, one after the other.</summary>
internal static class HelloSequence
{
    [Function(nameof(HelloSequence))]
    public static async Task<IReadOnlyList<Greeted>> RunAsync(
        [OrchestrationTrigger] TaskOrchestrationContext context, int number)
    {
        List<Greeted> greeted = [];
        for (int i = 0; i < BenchFunctions.ActivitiesOfASequence; i++)
        {
            greeted.Add(await context.CallActivityAsync<Greeted>(
                nameof(SayHello), new Greeting($"{number}.{i}")));
        }

        return greeted;
    }
}

/// <summary>As many activities as asked for, one after the other.</summary>
internal static class HelloChain
{
    [Function(nameof(HelloChain))]
    public static async Task<int> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, int count)
    {
        for (int i = 0; i < count; i++)
        {
            await context.CallActivityAsync<Greeted>(nameof(SayHello), new Greeting($"{i}"));
        }

        return count;
    }
}

/// <summary>Many activities at once.</summary>
internal static class HelloFanOut
{
    [Function(nameof(HelloFanOut))]
    public static async Task<int> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, int count)
    {
        Greeted[] greeted = await Task.WhenAll(Enumerable.Range(0, count).Select(
            i => context.CallActivityAsync<Greeted>(nameof(SayHello), new Greeting($"{i}"))));
        return greeted.Length;
    }
}

/// <summary>Many activities at once, the first of which lasts until it is let go, so that the memory of all
/// can be measured.</summary>
internal static class HeldFanOut
{
    [Function(nameof(HeldFanOut))]
    public static async Task<int> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, int count)
    {
        Task<Greeted[]> all = Task.WhenAll(Enumerable.Range(0, count).Select(
            i => context.CallActivityAsync<Greeted>(nameof(SayHello), new Greeting($"{i}"))));
        await context.CallActivityAsync<Greeted>(nameof(Hold), new Greeting("all"));
        return (await all).Length;
    }

    [Function(nameof(Hold))]
    public static async Task<Greeted> Hold([ActivityTrigger] Greeting greeting, FunctionContext context)
    {
        var gate = (BenchGate)context.InstanceServices.GetService(typeof(BenchGate))!;
        gate.Reached.TrySetResult();
        await gate.Open.Task;
        return new(greeting.Name);
    }
}

/// <summary>The activity: a class with a service of its scope.</summary>
/// <param name="voice">One for each execution.</param>
internal sealed class SayHello(BenchVoice voice)
{
    [Function(nameof(SayHello))]
    public Greeted Run([ActivityTrigger] Greeting greeting) => new(voice.Say(greeting.Name));
}

/// <summary>A scoped service.</summary>
internal sealed class BenchVoice
{
    private int _said;

    internal string Say(string name) => ++_said == 1 ? $"Hello {name}" : $"Hello again {name}";
}

/// <summary>Holds one activity until the measuring is done.</summary>
internal sealed class BenchGate
{
    internal TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal TaskCompletionSource Open { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>The activity's input.</summary>
internal sealed record Greeting(string Name);

/// <summary>The activity's output.</summary>
internal sealed record Greeted(string Text);
