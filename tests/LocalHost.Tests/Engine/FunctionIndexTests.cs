using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using TradingBase.LocalHost.Engine.Functions;

namespace TradingBase.LocalHost.Tests.Engine;

public sealed class FunctionIndexTests
{
    private static readonly ServiceProvider Services =
        new ServiceCollection().AddSingleton(new Greeting("Hello")).BuildServiceProvider();

    [Fact]
    public void Index_SortsFunctionsByTheirTrigger()
    {
        var index = new FunctionIndex(typeof(Greeter), typeof(Doors));

        Assert.Equal("Greeter", Assert.Single(index.Activities).Name);
        Assert.Equal("Process", Assert.Single(index.Orchestrations).Name);
        Assert.Equal("Door", Assert.Single(index.Https).Name);
        Assert.Equal("Clock", Assert.Single(index.Timers).Name);
        Assert.Equal("Inbox", Assert.Single(index.Queues).Name);
        Assert.Null(index.Find("Greeter", FunctionKind.Http));
    }

    [Fact]
    public async Task Invoke_InstanceMethod_GetsItsServicesAndTrigger()
    {
        FunctionEntry entry = new FunctionIndex(typeof(Greeter)).Find("greeter", FunctionKind.Activity)!;

        Assert.Equal("Hello Ann", await entry.InvokeAsync(Services, "Ann", null, default));
    }

    [Fact]
    public async Task Invoke_NamedValues_AreConvertedAndDefaultsFillTheRest()
    {
        FunctionEntry entry = new FunctionIndex(typeof(Doors)).Find("Door", FunctionKind.Http)!;
        Dictionary<string, object?> route = new() { ["number"] = "42" };

        Assert.Equal("42 back Door True", await entry.InvokeAsync(Services, "request", route, new(true)));
    }

    [Fact]
    public async Task Invoke_NamedValueThatDoesNotConvert_SaysWhich()
    {
        FunctionEntry entry = new FunctionIndex(typeof(Doors)).Find("Door", FunctionKind.Http)!;
        Dictionary<string, object?> route = new() { ["number"] = "many" };

        ArgumentException refusal = await Assert.ThrowsAsync<ArgumentException>(
            async () => await entry.InvokeAsync(Services, "request", route, default));

        Assert.Contains("'many' is no Int32", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(Doubled), "Two functions are named 'twice'")]
    [InlineData(typeof(Triggerless), "has 0 triggers")]
    [InlineData(typeof(Unfillable), "that nothing can fill")]
    [InlineData(typeof(WrongContext), "takes a String")]
    public void Index_SignatureThatCannotBeCalled_IsRefusedWithItsName(Type type, string reason)
    {
        InvalidOperationException refusal = Assert.Throws<InvalidOperationException>(() =>
            new FunctionIndex(type));

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    private sealed record Greeting(string Word);

    private sealed class Greeter(Greeting greeting)
    {
        [Function(nameof(Greeter))]
        public string Run([ActivityTrigger] string name) => $"{greeting.Word} {name}";
    }

    private static class Doors
    {
        [Function("Process")]
        public static Task<int> Process([OrchestrationTrigger] TaskOrchestrationContext context, int input) =>
            Task.FromResult(input);

        [Function("Door")]
        public static async ValueTask<string> Door(
            [HttpTrigger("get", Route = "doors/{number}")] string request,
            int number,
            FunctionContext context,
            CancellationToken token,
            string side = "back")
        {
            await Task.Yield();
            return $"{number} {side} {context.FunctionDefinition.Name} {token.IsCancellationRequested}";
        }

        [Function("Clock")]
        public static void Clock([TimerTrigger("0 * * * * *")] TimerInfo timer) => Assert.NotNull(timer);

        [Function("Inbox")]
        public static void Inbox([QueueTrigger("inbox")] string message, long dequeueCount) =>
            Assert.Equal(message.Length, dequeueCount);
    }

    private static class Doubled
    {
        [Function("Twice")]
        public static int First([ActivityTrigger] int input) => input;

        [Function("twice")]
        public static int Second([ActivityTrigger] int input) => input;
    }

    private static class Triggerless
    {
        [Function("Nothing")]
        public static int Run(int input) => input;
    }

    private static class Unfillable
    {
        [Function("Unfillable")]
        public static string Run([ActivityTrigger] int input, Greeting greeting) => $"{input} {greeting}";
    }

    private static class WrongContext
    {
        [Function("WrongContext")]
        public static string Run([OrchestrationTrigger] string context) => context;
    }
}
