using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TradingBase.LocalHost.Engine.Endurance;
using TradingBase.LocalHost.Engine.Functions;
using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Metering;
using TradingBase.LocalHost.Engine.Replaying;
using TradingBase.LocalHost.Engine.Tables;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Engine;

/// <summary>The durable engine: runs the suite's orchestrations and activities in this process, on one
/// store.</summary>
internal sealed class LocalEngine : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly EngineCore _core;
    private readonly LocalClient _client;
    private readonly ILogger _logger;
    private readonly Housekeeper _housekeeper;
    private readonly EngineMeter _meter;
    private readonly Watchdog _watchdog;
    private readonly bool _ownsStore;
    private bool _stopped;

    /// <summary>Makes an engine on a store that others use too; it does nothing before its start.</summary>
    /// <param name="store">Opened with an <see cref="EngineSchema"/>.</param>
    /// <param name="functions">Who can be called.</param>
    /// <param name="services">Gives function classes their services, a scope for each activity.</param>
    /// <param name="clock">The only clock.</param>
    /// <param name="loggers">Hears what is done.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <param name="ownsStore">Whether the store is closed with the engine.</param>
    /// <param name="scheduler">Where work runs; null for the thread pool.</param>
    public LocalEngine(
        StoreFile store,
        FunctionIndex functions,
        IServiceProvider services,
        TimeProvider clock,
        ILoggerFactory loggers,
        EngineOptions? options = null,
        bool ownsStore = false,
        WorkScheduler? scheduler = null)
    {
        options ??= new();
        var payloads = new PayloadConverter(options.DataConverter, options.MaxPayloadBytes);
        var shared = new ReplayServices(
            services,
            functions,
            payloads,
            loggers,
            services.GetService<IExceptionPropertiesProvider>(),
            options.MaximumTimerInterval)
        {
            DefaultVersion = options.Versions.Default,
            FailStuck = options.FailStuck,
        };
        _core = new(store, shared, clock, options, scheduler ?? WorkScheduler.Default);
        _client = new(_core, payloads);
        _logger = loggers.CreateLogger<LocalEngine>();
        _watchdog = new(_core, loggers.CreateLogger<Watchdog>());
        _housekeeper = new(_core, new(store), options.Retention, loggers.CreateLogger<Housekeeper>());
        _ownsStore = ownsStore;
        _meter = new(
            () => _core.Figures, () => _core.Table.All.Count(instance => instance.IsStuck), scope: this);
        store.Writer.Watch = _meter;
    }

    /// <summary>Starts, asks and steers instances; it may be handed around before the engine's start, not
    /// used.</summary>
    public DurableTaskClient Client => _client;

    /// <summary>What is at hand now, and what was done since the start.</summary>
    internal EngineFigures Figures => _core.Figures;

    /// <summary>What was done since the start.</summary>
    internal EngineCounters Counters => _core.Counters;

    /// <summary>Ids of the instances whose code awaits what nothing can end.</summary>
    internal IReadOnlyList<string> StuckInstances =>
        [.. _core.Table.All.Where(instance => instance.IsStuck).Select(instance => instance.Id)];

    /// <summary>The engine's inside, for tests that break it.</summary>
    internal EngineCore Core => _core;

    /// <summary>How often the code of an instance was let go of for want of room.</summary>
    internal long Evictions => _core.Cache.Evictions;

    /// <summary>How many moments it waits for, those that were taken back lately included.</summary>
    internal int Timers => _core.Wheel.Count;

    /// <summary>Takes up what is unfinished: at once, since nobody else can hold the store.</summary>
    public Task StartAsync()
    {
        if (!_core.Started)
        {
            Recovery.Run(_core, _logger);
            _housekeeper.Start();
            _watchdog.Start();
        }

        return Task.CompletedTask;
    }

    /// <summary>Begins nothing more; activities that do not end soon run again at the next start.</summary>
    public Task StopAsync() => StopAsync(Patience);

    /// <summary>As above.</summary>
    /// <param name="patience">How long what was begun may take to end.</param>
    internal async Task StopAsync(TimeSpan patience)
    {
        if (!_stopped)
        {
            _stopped = true;
            _housekeeper.Dispose();
            _watchdog.Dispose();
            await _core.StopAsync(patience);
            if (_core.Started)
            {
                _core.EndLife();
            }
        }
    }

    /// <summary>A task that ends when no step, activity or commit is under way; timers and events may be
    /// awaited.</summary>
    public Task WhenIdleAsync() => _core.Idle.WhenIdleAsync();

    /// <summary>Stops, and closes a store of its own.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _core.Store.Writer.Watch = null;
        _meter.Dispose();
        if (_ownsStore)
        {
            _core.Store.Dispose();
        }

        _core.Dispose();
    }
}
