using Microsoft.Extensions.Logging;

namespace TradingBase.AzureContracts.Tests.DurableTask;

public sealed class ReplaySafeLoggerTests
{
    private static readonly Type Text = typeof(string);

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public void Log_Replaying_WritesOnlyTheFirstTime(bool replaying, int expected)
    {
        using Lines lines = new();
        ScriptedContext context = new() { Logs = lines, Replaying = replaying };

        context.CreateReplaySafeLogger("Desk").LogWarning("plain");
        context.CreateReplaySafeLogger<ReplaySafeLoggerTests>().LogWarning("generic");
        context.CreateReplaySafeLogger(Text).LogWarning("by type");
        context.ReplaySafeLoggerFactory.CreateLogger("Factory").LogWarning("from the factory");

        Assert.Equal(expected * 4, lines.Written.Count);
    }

    [Fact]
    public void CreateReplaySafeLogger_AnyForm_NamesItsCategory()
    {
        using Lines lines = new();
        ScriptedContext context = new() { Logs = lines };

        context.CreateReplaySafeLogger("Desk").LogWarning("a");
        context.CreateReplaySafeLogger<ReplaySafeLoggerTests>().LogWarning("b");
        context.CreateReplaySafeLogger(Text).LogWarning("c");

        Assert.Equal(["Desk: a", typeof(ReplaySafeLoggerTests).FullName + ": b", "string: c"], lines.Written);
    }

    [Fact]
    public void LoggerFactory_OfAWrappedContext_IsUnwrapped()
    {
        using Lines lines = new();
        ScriptedContext inner = new() { Logs = lines, Replaying = true };
        ScriptedContext outer = new() { Logs = inner.ReplaySafeLoggerFactory };

        outer.CreateReplaySafeLogger("Outer").LogWarning("once");

        Assert.Equal(["Outer: once"], lines.Written);
    }

    [Fact]
    public void LoggerFactory_OfTheContextItself_IsRefused()
    {
        ScriptedContext context = new();
        context.Logs = context.ReplaySafeLoggerFactory;

        Assert.Throws<InvalidOperationException>(() => context.CreateReplaySafeLogger("Circle"));
    }

    [Fact]
    public void ReplaySafeLoggerFactory_AddProvider_IsRefusedAndDisposeLeavesTheHosts()
    {
        using Lines lines = new();
        ScriptedContext context = new() { Logs = lines };

        Assert.Throws<NotSupportedException>(() => context.ReplaySafeLoggerFactory.AddProvider(lines));
        context.ReplaySafeLoggerFactory.Dispose();

        Assert.Same(context.ReplaySafeLoggerFactory, context.ReplaySafeLoggerFactory);
        Assert.False(lines.Disposed);
    }

    private sealed class Lines : ILoggerFactory, ILoggerProvider
    {
        public List<string> Written { get; } = [];

        public bool Disposed { get; private set; }

        public ILogger CreateLogger(string categoryName) => new Logger(categoryName, Written);

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public void Dispose() => Disposed = true;
    }

    private sealed class Logger(string category, List<string> written) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            written.Add($"{category}: {formatter(state, exception)}");
    }
}
