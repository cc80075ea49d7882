using Microsoft.Extensions.Logging;

namespace TradingBase.Simulation.Tests.Engine;

/// <summary>Everything that happened, in its order; the same for the same seed, byte for byte.</summary>
/// <param name="folder">Where the store is; left out, since it differs from run to run.</param>
internal sealed class Trace(string folder) : ILoggerFactory, ILogger
{
    private const int TailLength = 60;
    private readonly List<string> _lines = [];

    internal IReadOnlyList<string> Lines => _lines;

    /// <summary>The last lines, for the report of a failure.</summary>
    internal string Tail => string.Join('\n', _lines.TakeLast(TailLength));

    /// <summary>What the engine says can never be; empty as long as all is well.</summary>
    internal List<string> Critical { get; } = [];

    internal void Add(string line) => _lines.Add(line.Replace(folder, "", StringComparison.Ordinal));

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) =>
        throw new NotSupportedException("The trace is the only one that listens.");

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        string cause = exception is null ? "" : $" ({exception.GetType().Name}: {exception.Message})";
        Add($"  log {logLevel} {formatter(state, exception)}{cause}");
        if (logLevel is LogLevel.Critical)
        {
            Critical.Add(formatter(state, exception) + cause);
        }
    }

    public void Dispose()
    {
        // Nothing is held: the lines are read after the engine is gone.
    }
}
