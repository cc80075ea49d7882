using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TradingBase.AzureContracts.Tests.Functions.Worker;

public sealed class MiddlewareTests
{
    private readonly Pipeline _pipeline = new();

    [Fact]
    public async Task UseMiddleware_Several_RunOutsideInAndAroundTheNext()
    {
        _pipeline.UseMiddleware<KeyCheck>();
        _pipeline.UseMiddleware(async (context, next) =>
        {
            Write(context, "in");
            await next();
            Write(context, "out");
        });

        Assert.Equal(["key", "in", "function", "out"], await _pipeline.RunAsync(Write));
    }

    [Theory]
    [InlineData(true, new[] { "key", "in", "function" })]
    [InlineData(false, new[] { "function" })]
    public async Task UseWhen_Predicate_DecidesEachTime(bool applies, string[] expected)
    {
        _pipeline.UseWhen<KeyCheck>(_ => applies);
        _pipeline.UseWhen(_ => applies, (context, next) =>
        {
            Write(context, "in");
            return next();
        });

        Assert.Equal(expected, await _pipeline.RunAsync(Write));
        Assert.Throws<ArgumentNullException>(() => _pipeline.UseWhen<KeyCheck>(null!));
    }

    [Fact]
    public void UseMiddleware_Class_IsOneForAllInvocations()
    {
        _pipeline.UseMiddleware<KeyCheck>();

        using ServiceProvider services = ((ServiceCollection)_pipeline.Services).BuildServiceProvider();

        Assert.Same(services.GetService<KeyCheck>(), services.GetService<KeyCheck>());
    }

    [Fact]
    public void GetHttpContext_OnlyOverHttp_IsThere()
    {
        using ServiceProvider services = new ServiceCollection().BuildServiceProvider();
        ScriptedFunctionContext context = new(services);
        DefaultHttpContext request = new();

        Assert.Null(context.GetHttpContext());
        context.Items["HttpRequestContext"] = request;
        Assert.Same(request, context.GetHttpContext());
    }

    [Fact]
    public void GetLogger_Invocation_AsksItsServices()
    {
        using ServiceProvider services = new ServiceCollection().AddLogging().BuildServiceProvider();
        ScriptedFunctionContext context = new(services);

        Assert.IsType<Logger<MiddlewareTests>>(context.GetLogger<MiddlewareTests>());
        Assert.NotNull(context.GetLogger("Desk"));
        Assert.Equal(CancellationToken.None, context.CancellationToken);
    }

    private static void Write(FunctionContext context, string step) =>
        context.Items["steps"] = context.Items.TryGetValue("steps", out object? before)
            ? $"{before} {step}"
            : step;

    private sealed class KeyCheck : IFunctionsWorkerMiddleware
    {
        public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            Write(context, "key");
            return next(context);
        }
    }

    private sealed class Pipeline : IFunctionsWorkerApplicationBuilder
    {
        private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> _parts = [];

        public IServiceCollection Services { get; } = new ServiceCollection();

        public IFunctionsWorkerApplicationBuilder Use(
            Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
        {
            _parts.Add(middleware);
            return this;
        }

        public async Task<string[]> RunAsync(Action<FunctionContext, string> write)
        {
            using ServiceProvider services = ((ServiceCollection)Services).BuildServiceProvider();
            FunctionExecutionDelegate run = context =>
            {
                write(context, "function");
                return Task.CompletedTask;
            };
            run = Enumerable.Reverse(_parts).Aggregate(run, (next, part) => part(next));
            ScriptedFunctionContext invocation = new(services);
            await run(invocation);
            return ((string)invocation.Items["steps"]).Split(' ');
        }
    }
}
