using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask;

public abstract partial class TaskOrchestrationContext
{
    private const int MaxWrappedFactories = 10;

    private ReplaySafeFactory? _replaySafeFactory;

    public virtual ILoggerFactory ReplaySafeLoggerFactory =>
        _replaySafeFactory ??= new ReplaySafeFactory(this);

    public virtual ILogger CreateReplaySafeLogger(string categoryName) =>
        new ReplaySafeLogger(this, InnermostLoggerFactory().CreateLogger(categoryName));

    public virtual ILogger CreateReplaySafeLogger(Type type) =>
        new ReplaySafeLogger(this, InnermostLoggerFactory().CreateLogger(type));

    public virtual ILogger CreateReplaySafeLogger<T>() =>
        new ReplaySafeLogger(this, InnermostLoggerFactory().CreateLogger<T>());

    // A context that wraps another may hand on the other's replay-safe factory; one check of
    // replaying is enough.
    private ILoggerFactory InnermostLoggerFactory()
    {
        ILoggerFactory factory = LoggerFactory;
        for (int wrapped = 1; factory is ReplaySafeFactory replaySafe; wrapped++)
        {
            if (wrapped > MaxWrappedFactories)
            {
                throw new InvalidOperationException(
                    "LoggerFactory leads back to this context's own ReplaySafeLoggerFactory; "
                    + "a wrapping context hands on the wrapped context's.");
            }

            factory = replaySafe.Wrapped;
        }

        return factory;
    }

    private sealed class ReplaySafeLogger(TaskOrchestrationContext context, ILogger logger) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => logger.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => logger.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (!context.IsReplaying)
            {
                logger.Log(logLevel, eventId, state, exception, formatter);
            }
        }
    }

    private sealed class ReplaySafeFactory(TaskOrchestrationContext context) : ILoggerFactory
    {
        public ILoggerFactory Wrapped => context.LoggerFactory;

        public ILogger CreateLogger(string categoryName) =>
            new ReplaySafeLogger(context, context.InnermostLoggerFactory().CreateLogger(categoryName));

        public void AddProvider(ILoggerProvider provider) =>
            throw new NotSupportedException(
                "Providers are added to the host's factory, not to a replay-safe one.");

        public void Dispose()
        {
            // The wrapped factory is the host's, which disposes it.
        }
    }
}
