using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace TradingBase.LocalHost.Bench;

/// <summary>Five activities, one after the other.</summary>
internal static class HelloSequence
{
    [Function(nameof(HelloSequence))]
    public static async Task<IReadOnlyList<Greeted>> RunAsync(
        [OrchestrationTrigger] TaskOrchestrationContext context, int number)
    {
        List<Greeted> greeted = [];
        for (int i = 0; i < 5; i++)
        {
            greeted.Add(await context.CallActivityAsync<Greeted>(
                nameof(SayHello), new Greeting($"{number}.{i}")));
        }

        return greeted;
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

/// <summary>The activity's input.</summary>
internal sealed record Greeting(string Name);

/// <summary>The activity's output.</summary>
internal sealed record Greeted(string Text);
