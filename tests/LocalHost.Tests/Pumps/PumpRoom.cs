using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TradingBase.LocalHost.Pumps;
using TradingBase.LocalHost.Storage;
using TradingBase.LocalHost.Tests.Storage;

namespace TradingBase.LocalHost.Tests.Pumps;

/// <summary>What the pumps stand on: a store, a clock, settings and loggers that remember.</summary>
internal sealed class PumpRoom : IDisposable, ILoggerProvider
{
    public static readonly DateTimeOffset Start = new(2026, 1, 5, 14, 29, 30, TimeSpan.Zero);

    private readonly TempFolder? _own;
    private readonly ServiceProvider _services;

    public PumpRoom(
        string? folder = null,
        TimeProvider? clock = null,
        Dictionary<string, string?>? settings = null,
        QueueSettings? queues = null,
        params object[] singletons)
    {
        _own = folder is null ? new() : null;
        Folder = folder ?? _own!.Path;
        Settings = new("", queues ?? new() { VisibilityTimeout = TimeSpan.FromSeconds(30) });
        ServiceCollection services = new();
        services.AddSingleton(clock ?? TimeProvider.System);
        services.AddSingleton<IConfiguration>(
            new ConfigurationBuilder().AddInMemoryCollection(settings ?? []).Build());
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(this));
        services.AddSingleton(provider => StoreFile.Open(
            Path.Combine(Folder, "store.db"),
            provider.GetServices<IStoreSchema>(),
            provider.GetRequiredService<ILoggerFactory>()));
        PumpHost.AddTo(services, Settings);
        foreach (object singleton in singletons)
        {
            services.AddSingleton(singleton.GetType(), singleton);
        }

        _services = services.BuildServiceProvider();
    }

    public string Folder { get; }

    public HostSettings Settings { get; }

    public IServiceProvider Services => _services;

    public ConcurrentQueue<string> Log { get; } = [];

    public IQueueFactory Queues => _services.GetRequiredService<IQueueFactory>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public ILogger CreateLogger(string categoryName) => new Memory(Log, categoryName);

    public void Dispose()
    {
        _services.Dispose();
        _own?.Dispose();
    }

    private sealed class Memory(ConcurrentQueue<string> log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            log.Enqueue($"{logLevel} {category} {formatter(state, exception)} {exception}");
    }
}
