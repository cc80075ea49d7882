using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using TradingBase.Composition;
using TradingBase.Desk;
using TradingBase.Execution;
using TradingBase.Functions;
using TradingBase.Functions.Orchestrations;
using TradingBase.Journal;
using TradingBase.LocalHost.Engine;
using TradingBase.LocalHost.Engine.Functions;
using TradingBase.LocalHost.Engine.Tables;
using TradingBase.LocalHost.Operations;
using TradingBase.LocalHost.Pumps;
using TradingBase.LocalHost.Storage;
using TradingBase.Markets;

namespace TradingBase.LocalHost.Commands;

/// <summary>
/// The whole suite on this machine: services, engine and the two files, opened and closed in order.
/// </summary>
internal sealed class LocalDesk : IAsyncDisposable
{
    private readonly StoreFile _store;
    private readonly SqliteStateStore _state;
    private readonly ServiceProvider _services;

    private LocalDesk(StoreFile store, SqliteStateStore state, ServiceProvider services, HostKeys keys)
    {
        _store = store;
        _state = state;
        _services = services;
        Keys = keys;
    }

    /// <summary>The desk's services.</summary>
    internal IServiceProvider Services => _services;

    /// <summary>Keys of the routes and of the orders' signature.</summary>
    internal HostKeys Keys { get; }

    /// <summary>Every function of the suite.</summary>
    internal FunctionIndex Functions => _services.GetRequiredService<FunctionIndex>();

    /// <summary>Starts and asks orchestrations.</summary>
    internal DurableTaskClient Client => _services.GetRequiredService<LocalEngine>().Client;

    /// <summary>Reads the data, opens both files and takes up what is unfinished.</summary>
    /// <param name="files">Store and state.</param>
    /// <param name="options">What was configured.</param>
    /// <param name="markets">Whose data are read before any file is made.</param>
    /// <param name="least">The least level that is logged, on standard error.</param>
    /// <param name="unattended">
    /// Whether the desk trades by itself: it may only reduce until its books agree with every venue, as every
    /// desk with a real venue may.
    /// </param>
    /// <param name="cancellationToken">Abandons the reading.</param>
    /// <exception cref="MarketDataException">A data file is wrong; nothing was made.</exception>
    /// <exception cref="StoreInUseException">Another process holds the store.</exception>
    /// <exception cref="StateUnavailableException">The state cannot be opened.</exception>
    internal static async Task<LocalDesk> OpenAsync(
        RunFiles files, TradingBaseOptions options, IReadOnlyList<string> markets, LogLevel least,
        bool unattended, CancellationToken cancellationToken)
    {
        IMarketDataSource source = await DataCheck.OpenAsync(options, markets, cancellationToken);
        files.MakeFolders();
        IConfiguration configuration = Configure(options);
        HostKeys keys = KeyFile.Open(files.KeyFolder, configuration);
        ILoggerFactory loggers = Loggers(least);
        ServiceCollection services = new();
        services
            .AddSingleton(_ => loggers)
            .AddLogging()
            .AddSingleton(configuration)
            .AddSingleton(TimeProvider.System)
            .AddTradingBase(options, keys.ToSettings())
            .AddFunctionServices()
            .Replace(ServiceDescriptor.Singleton(source));
        Pumps.HostSettings settings = HostJson();
        PumpHost.AddTo(services, settings);
        if (options.Alerts.Queue)
        {
            services.AddSingleton<TradingBase.Desk.IAlertChannel, QueueChannel>();
        }

        IStoreSchema[] schemas =
        [
            new EngineSchema(),
            .. services.Where(line => line.ServiceType == typeof(IStoreSchema))
                .Select(line => (IStoreSchema)Activator.CreateInstance(line.ImplementationType!)!),
        ];
        StoreFile store = StoreFile.Open(files.Store, schemas, loggers);
        SqliteStateStore? state = null;
        try
        {
            state = SqliteStateStore.Open(files.State);
            services
                .AddSingleton<IStateStore>(house => new StoreWatch(
                    state, house.GetRequiredService<StoreTrouble>(),
                    house.GetRequiredService<TimeProvider>()))
                .AddLocalEngine(
                    store,
                    new FunctionIndex(
                    [
                        .. typeof(TradingCycle).Assembly.GetTypes(), typeof(OnMessagePosted),
                        .. OperationFunctions.All,
                    ]),
                    new EngineOptions
                    {
                        Versions = settings.Versions,
                        Retention = options.Store.RetentionDays is { } days ? TimeSpan.FromDays(days) : null,
                    });
            await RefuseAnotherWorldAsync(new RecordBook(state), options, files, cancellationToken);
            ServiceProvider provider = services.BuildServiceProvider();
            LocalDesk desk = new(store, state, provider, keys);
            if (unattended || IsLive(provider.GetRequiredService<BrokerDesk>()))
            {
                await provider.GetRequiredService<DeskStart>()
                    .RunAsync(TimeProvider.System.GetUtcNow(), cancellationToken);
            }

            await provider.GetRequiredService<LocalEngine>().StartAsync();
            return desk;
        }
        catch
        {
            // What was opened before the fault is closed; the fault goes on.
            if (state is not null)
            {
                await state.DisposeAsync();
            }

            store.Dispose();
            throw;
        }
    }

    // One cycle at a real venue is judged by books that were compared with it, as a desk's own are.
    private static bool IsLive(BrokerDesk brokers) => brokers.InUse.Any(broker => !broker.Traits.OnPaper);

    // Made before the services: the store speaks of its troubles too.
    private static ILoggerFactory Loggers(LogLevel least) => LoggerFactory.Create(logging => logging
        .SetMinimumLevel(least)
        .AddSimpleConsole(console => console.SingleLine = true)
        .Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(
            console => console.LogToStandardErrorThreshold = LogLevel.Trace));

    // An account that holds simulated units cannot be valued with recorded prices, nor the other way round.
    private static async Task RefuseAnotherWorldAsync(
        RecordBook records, TradingBaseOptions options, RunFiles files, CancellationToken cancellationToken)
    {
        DataWorld present = new(
            options.Data.Kind, options.Data.Kind == "simulated" ? $"seed {options.Data.Seed}" : null);
        DataWorld? opened = await records.FindAsync<DataWorld>("desk", "data", cancellationToken);
        if (opened is null)
        {
            await records.KeepAsync("desk", "data", present, cancellationToken);
        }
        else if (opened != present)
        {
            throw new UsageException(
                $"The account in {files.State} was opened on {opened} prices; {present} prices were asked "
                + "for. Name other files with --store and --state.");
        }
    }

    /// <summary>The environment; what the configuration names stands where the pumps look.</summary>
    /// <exception cref="UsageException">A named variable is not set.</exception>
    internal static IConfiguration Configure(TradingBaseOptions options)
    {
        Dictionary<string, string?> named = [];
        if (options.Queues.ConnectionVariable is { } connection)
        {
            named[QueueFactory.UsualConnection] = Environment.GetEnvironmentVariable(connection)
                ?? throw new UsageException(
                    $"$.queues.connectionVariable: the variable {connection} is not set.");
        }

        if (options.Signing.KeyVariable is { } key)
        {
            named["keys:signingKeyVariable"] = Environment.GetEnvironmentVariable(key) is null
                ? throw new UsageException($"$.signing.keyVariable: the variable {key} is not set.")
                : key;
        }

        for (int i = 0; i < options.Signing.PreviousKeyVariables.Count; i++)
        {
            string previous = options.Signing.PreviousKeyVariables[i];
            named[$"keys:previousSigningKeyVariables:{i}"] =
                Environment.GetEnvironmentVariable(previous) is null
                    ? throw new UsageException(
                        $"$.signing.previousKeyVariables[{i}]: the variable {previous} is not set.")
                    : previous;
        }

        return new ConfigurationBuilder().AddEnvironmentVariables().AddInMemoryCollection(named).Build();
    }

    /// <summary>What host.json says; it lies beside the program.</summary>
    internal static Pumps.HostSettings HostJson() =>
        Pumps.HostSettings.Read(Path.Combine(AppContext.BaseDirectory, "host.json"));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _services.GetRequiredService<LocalEngine>().StopAsync();
        await _services.DisposeAsync();
        _store.Dispose();
        await _state.DisposeAsync();
    }

    /// <summary>Where an account's prices come from.</summary>
    private sealed record DataWorld(string Kind, string? Seed)
    {
        public override string ToString() => Seed is null ? Kind : $"{Kind} ({Seed})";
    }
}
