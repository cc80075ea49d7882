using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace TradingBase.LocalHost.Tests.Engine;

/// <summary>Keeps what is logged.</summary>
internal sealed class LogRecorder : ILoggerFactory
{
    private readonly ConcurrentQueue<(string Category, EventId Id, string Text)> _entries = new();

    /// <summary>The engine's own events about orchestrations and activities.</summary>
    public IReadOnlyList<(string Name, string Text)> Events =>
        [.. _entries.Where(entry => entry.Id.Id is > 0 and < 8).Select(entry =>
            (entry.Id.Name!, entry.Text))];

    public IEnumerable<string> Lines(string category) =>
        _entries.Where(entry => entry.Category == category).Select(entry => entry.Text);

    public static void Write(ILogger logger, string text) =>
        logger.Log(LogLevel.Information, default, text, null, (state, _) => state);

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, _entries);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    private sealed class Logger(string category, ConcurrentQueue<(string, EventId, string)> entries) : ILogger
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
            entries.Enqueue((category, eventId, formatter(state, exception)));
    }
}
