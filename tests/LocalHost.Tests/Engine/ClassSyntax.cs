using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace TradingBase.LocalHost.Tests.Engine;

public sealed class ClassSyntaxInMemory() : ClassSyntax(replayAlways: false);

public sealed class ClassSyntaxReplayAlways() : ClassSyntax(replayAlways: true);

/// <summary>A function is a static method or a method of a class with services: both behave alike.</summary>
public abstract class ClassSyntax(bool replayAlways) : EngineContract(replayAlways)
{
    [Theory]
    [InlineData("StaticHello")]
    [InlineData("ClassHello")]
    public async Task Item10_Sequence_IsTheSameInEitherForm(string name)
    {
        await using EngineRig rig = await StartAsync(typeof(StaticForm), typeof(ClassForm));

        OrchestrationMetadata end = await rig.RunAsync(name, "Ann");

        Assert.Equal(["static Ann", "class Ann", "static Ann"], end.ReadOutputAs<string[]>()!);
    }

    [Theory]
    [InlineData("StaticRetries")]
    [InlineData("ClassRetries")]
    public async Task Item10_RetryPolicy_IsTheSameInEitherForm(string name)
    {
        await using EngineRig rig = await StartAsync(typeof(StaticForm), typeof(ClassForm));
        string id = await rig.Client.ScheduleNewOrchestrationInstanceAsync(name);
        await rig.AdvanceAsync(TimeSpan.FromSeconds(1));
        await rig.AdvanceAsync(TimeSpan.FromSeconds(1));

        Assert.Equal("third time", (await rig.EndAsync(id)).ReadOutputAs<string>());
        Assert.Equal(3, rig.Seen.Count("tried"));
    }

    [Theory]
    [InlineData("StaticParent")]
    [InlineData("ClassParent")]
    public async Task Item10_SubOrchestration_IsTheSameInEitherForm(string name)
    {
        await using EngineRig rig = await StartAsync(typeof(StaticForm), typeof(ClassForm));

        Assert.Equal("static Bob class Bob", (await rig.RunAsync(name, "Bob")).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData("StaticWaits")]
    [InlineData("ClassWaits")]
    public async Task Item10_ExternalEvent_IsTheSameInEitherForm(string name)
    {
        await using EngineRig rig = await StartAsync(typeof(StaticForm), typeof(ClassForm));
        string id = await rig.Client.ScheduleNewOrchestrationInstanceAsync(name);

        await rig.Client.RaiseEventAsync(id, "Word", "heard");

        Assert.Equal("heard", (await rig.EndAsync(id)).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData("StaticThrows")]
    [InlineData("ClassThrows")]
    public async Task Item10_OrchestratorException_IsTheSameInEitherForm(string name)
    {
        await using EngineRig rig = await StartAsync(typeof(StaticForm), typeof(ClassForm));

        TaskFailureDetails failure = (await rig.RunAsync(name)).FailureDetails!;

        Assert.Equal((typeof(FormatException).FullName, "odd"), (failure.ErrorType, failure.ErrorMessage));
    }

    [Fact]
    public async Task Item11_PagesFromActivities_AreEnumeratedInOrder()
    {
        await using EngineRig rig = await StartAsync(typeof(StaticForm));

        OrchestrationMetadata end = await rig.RunAsync("Enumerates", 17);

        Assert.Equal(Enumerable.Range(0, 17), end.ReadOutputAs<int[]>()!);
    }

    [Fact]
    public async Task Item12_ClassOrchestration_HasServicesOfOneScopeThatEndsWithItsCode()
    {
        await using EngineRig rig = await EngineRig.StartAsync(
            Options, [typeof(ScopedForm)], configure: services => services.AddScoped<Closes>());
        string id = await rig.Client.ScheduleNewOrchestrationInstanceAsync("Scoped");
        await rig.SettleAsync();

        await rig.Client.RaiseEventAsync(id, "Go");

        Assert.True((await rig.EndAsync(id)).ReadOutputAs<bool>());
        await EngineRig.SettleUntilAsync(() => rig.Seen.Lines.Count(line => line == "closed")
            == rig.Seen.Lines.Count(line => line == "opened"));
        Assert.Equal(ReplayAlways ? 2 : 1, rig.Seen.Count("opened"));
    }

    private static class StaticForm
    {
        [Function("StaticHello")]
        public static Task<string[]> Hello(
            [OrchestrationTrigger] TaskOrchestrationContext context, string name) =>
            Forms.HelloAsync(context, name);

        [Function("StaticRetries")]
        public static Task<string> Retries([OrchestrationTrigger] TaskOrchestrationContext context) =>
            Forms.RetryAsync(context);

        [Function("StaticParent")]
        public static Task<string> Parent(
            [OrchestrationTrigger] TaskOrchestrationContext context, string name) =>
            Forms.CallBothAsync(context, name);

        [Function("StaticChild")]
        public static Task<string> Child(
            [OrchestrationTrigger] TaskOrchestrationContext context, string name) =>
            context.CallActivityAsync<string>("StaticGreet", name);

        [Function("StaticWaits")]
        public static Task<string> Waits([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.WaitForExternalEvent<string>("Word");

        [Function("StaticThrows")]
        public static string Throws([OrchestrationTrigger] TaskOrchestrationContext context) =>
            throw new FormatException(context.IsReplaying ? "even" : "odd");

        [Function("StaticGreet")]
        public static string Greet([ActivityTrigger] string name) => $"static {name}";

        [Function("Enumerates")]
        public static async Task<int[]> Enumerates(
            [OrchestrationTrigger] TaskOrchestrationContext context, int count)
        {
            AsyncPageable<int> all = Pageable.Create<int>((token, _) =>
                context.CallActivityAsync<Page<int>>("ReadPage", new PageRequest(token, count)));
            List<int> seen = [];
            await foreach (int value in all)
            {
                seen.Add(value);
            }

            return [.. seen];
        }

        [Function("ReadPage")]
        public static Page<int> ReadPage([ActivityTrigger] PageRequest request)
        {
            int from = int.Parse(request.Token ?? "0", System.Globalization.CultureInfo.InvariantCulture);
            int to = Math.Min(from + 5, request.Count);
            return new([.. Enumerable.Range(from, to - from)], to < request.Count ? $"{to}" : null);
        }
    }

    public sealed record PageRequest(string? Token, int Count);

    private sealed class ClassForm(Recorder seen)
    {
        [Function("ClassHello")]
        public Task<string[]> HelloAsync([OrchestrationTrigger] TaskOrchestrationContext context, string name)
        {
            Assert.NotNull(seen);
            return Forms.HelloAsync(context, name);
        }

        [Function("ClassRetries")]
        public Task<string> RetriesAsync([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            Assert.NotNull(seen);
            return Forms.RetryAsync(context);
        }

        [Function("ClassParent")]
        public Task<string> ParentAsync([OrchestrationTrigger] TaskOrchestrationContext context, string name)
        {
            Assert.NotNull(seen);
            return Forms.CallBothAsync(context, name);
        }

        [Function("ClassChild")]
        public Task<string> ChildAsync([OrchestrationTrigger] TaskOrchestrationContext context, string name)
        {
            Assert.NotNull(seen);
            return context.CallActivityAsync<string>("ClassGreet", name);
        }

        [Function("ClassWaits")]
        public Task<string> WaitsAsync([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            Assert.NotNull(seen);
            return context.WaitForExternalEvent<string>("Word");
        }

        [Function("ClassThrows")]
        public string Throws([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            Assert.NotNull(seen);
            throw new FormatException(context.IsReplaying ? "even" : "odd");
        }

        [Function("ClassGreet")]
        public string Greet([ActivityTrigger] string name)
        {
            seen.Add("greeted");
            return $"class {name}";
        }

        [Function("Try")]
        public string Try([ActivityTrigger] object? input)
        {
            Assert.Null(input);
            seen.Add("tried");
            return seen.Count("tried") == 3 ? "third time" : throw new FormatException("not yet");
        }
    }

    private static class Forms
    {
        internal static async Task<string[]> HelloAsync(TaskOrchestrationContext context, string name) =>
        [
            await context.CallActivityAsync<string>("StaticGreet", name),
            await context.CallActivityAsync<string>("ClassGreet", name),
            await context.CallActivityAsync<string>("StaticGreet", name),
        ];

        internal static Task<string> RetryAsync(TaskOrchestrationContext context) =>
            context.CallActivityAsync<string>(
                "Try", TaskOptions.FromRetryPolicy(new(3, TimeSpan.FromSeconds(1))));

        internal static async Task<string> CallBothAsync(TaskOrchestrationContext context, string name) =>
            await context.CallSubOrchestratorAsync<string>("StaticChild", name) + " "
            + await context.CallSubOrchestratorAsync<string>("ClassChild", name);
    }

    private sealed class ScopedForm(Closes first, Closes second)
    {
        [Function("Scoped")]
        public async Task<bool> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            first.Use();
            await context.WaitForExternalEvent<object>("Go");
            second.Use();
            return ReferenceEquals(first, second);
        }
    }

    private sealed class Closes : IDisposable
    {
        private readonly Recorder _seen;
        private bool _closed;

        public Closes(Recorder seen)
        {
            _seen = seen;
            seen.Add("opened");
        }

        public void Use() => ObjectDisposedException.ThrowIf(_closed, this);

        public void Dispose()
        {
            _closed = true;
            _seen.Add("closed");
        }
    }
}
