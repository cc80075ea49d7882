using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TradingBase.LocalHost.Engine;
using Status = Microsoft.DurableTask.Client.OrchestrationRuntimeStatus;

namespace TradingBase.LocalHost.Tests.Engine;

public sealed class UnrulyLogsInMemory() : UnrulyLogs(replayAlways: false);

public sealed class UnrulyLogsReplayAlways() : UnrulyLogs(replayAlways: true);

/// <summary>Whoever looks on and throws holds no instance up and leaves no caller waiting.</summary>
public abstract class UnrulyLogs(bool replayAlways) : EngineContract(replayAlways)
{
    [Fact]
    public async Task Log_ThatThrowsWhenItHearsOfAStep_HoldsNobodyUp()
    {
        await using EngineRig rig = await EngineRig.StartAsync(
            Options, [typeof(Functions)], new ThrowingLoggers());
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Waits", new StartOrchestrationOptions("a"));
        await rig.SettleAsync();

        await rig.Client.RaiseEventAsync("a", "Go").WaitAsync(TimeSpan.FromSeconds(5));

        Assert.Equal(Status.Completed, (await rig.EndAsync("a")).RuntimeStatus);
    }

    private static class Functions
    {
        [Function("Waits")]
        public static Task<object> Waits([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.WaitForExternalEvent<object>("Go");
    }

    private sealed class ThrowingLoggers : ILoggerFactory, ILogger
    {
        public ILogger CreateLogger(string categoryName) =>
            categoryName == typeof(EngineCore).FullName ? this : NullLogger.Instance;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            throw new InvalidOperationException("The log is full.");

        public void Dispose()
        {
        }
    }
}
