using Microsoft.Extensions.Logging;

namespace TradingBase.LocalHost.Pumps;

/// <summary>The process's loggers, without the web server's chatter: its request lines show query
/// strings.</summary>
/// <param name="inner">Not disposed with this.</param>
/// <remarks>A key may stand in a query (<c>code</c>), and keys are never logged. That the server did not
/// start is thrown to the caller as well, who says it in a line.</remarks>
internal sealed class QuietLoggerFactory(ILoggerFactory inner) : ILoggerFactory
{
    private const string Host = "Microsoft.Extensions.Hosting.Internal.Host";
    private const int StartFailed = 11;

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) =>
        new Quiet(inner.CreateLogger(categoryName), categoryName is Host);

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private sealed class Quiet(ILogger inner, bool isHost) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning && inner.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel) && !(isHost && eventId.Id == StartFailed))
            {
                inner.Log(logLevel, eventId, state, exception, formatter);
            }
        }
    }
}
