using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TradingBase.Composition;
using TradingBase.Functions;
using TradingBase.Functions.Messages;
using TradingBase.Functions.Orchestrations;
using TradingBase.LocalHost.Engine;
using TradingBase.LocalHost.Engine.Functions;
using TradingBase.LocalHost.Engine.Tables;
using TradingBase.LocalHost.Storage;
using TradingBase.Testing;

namespace TradingBase.Simulation.Tests;

/// <summary>
/// The whole desk in one process on a manual clock: real engine, real file, faults drawn from one seed.
/// </summary>
internal sealed class SimulatedDesk : IAsyncDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 21, 5, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tradingbase-simulation-");
    private readonly ManualClock _clock = new(Start);
    private readonly ServiceProvider _services;
    private readonly FunctionIndex _functions = FunctionIndex.Of(typeof(TradingCycle).Assembly);
    private StoreFile _file = null!;
    private LocalEngine _engine;

    private SimulatedDesk(int seed, int faultShare)
    {
        Store = new(Rows, seed, faultShare);
        TradingBaseOptions options = new();
        options = options with { Data = options.Data.Around(Start) with { Seed = seed, Instruments = 12 } };
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(_clock)
            .AddSingleton<IStateStore>(Store)
            .AddTradingBase(options, new("simulation", new byte[32]))
            .AddFunctionServices()
            .BuildServiceProvider();
        _engine = Open();
    }

    /// <summary>What the desk's books are kept in, without faults: for looking at the end.</summary>
    internal MemoryStateStore Rows { get; } = new();

    /// <summary>The same with faults: what the desk sees.</summary>
    internal FaultyStateStore Store { get; }

    internal static async Task<SimulatedDesk> StartAsync(int seed, int faultShare)
    {
        SimulatedDesk desk = new(seed, faultShare);
        await desk._engine.StartAsync();
        return desk;
    }

    /// <summary>Runs one cycle to its end; the clock moves whenever nothing is under way.</summary>
    /// <param name="crashes">
    /// How often the engine is thrown away and opened again on its file meanwhile.
    /// </param>
    internal async Task<OrchestrationMetadata> RunAsync(int crashes)
    {
        string[] markets = ["commodities", "crypto-spot", "fx", "us-equities"];
        CycleRequest request = new("cycle-simulated", markets, Start, "simulation");
        await _engine.Client.StartAsync(request, CancellationToken.None);
        for (int steps = 0; steps < 2_000; steps++)
        {
            if (crashes > 0)
            {
                crashes--;
                await CloseAsync();
                _engine = Open();
                await _engine.StartAsync();
            }

            await _engine.WhenIdleAsync().WaitAsync(TimeSpan.FromSeconds(60));
            OrchestrationMetadata cycle = (await _engine.Client.GetInstanceAsync(request.CycleId, true))!;
            if (cycle.IsCompleted)
            {
                return cycle;
            }

            _clock.Advance(TimeSpan.FromSeconds(30));
        }

        throw new TimeoutException("The cycle did not end within 2,000 steps of the clock.");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await _services.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private LocalEngine Open()
    {
        _file = StoreFile.Open(
            Path.Combine(_folder.FullName, "store.db"), [new EngineSchema()], NullLoggerFactory.Instance);
        return new(_file, _functions, _services, _clock, NullLoggerFactory.Instance);
    }

    private async Task CloseAsync()
    {
        await _engine.DisposeAsync();
        _file.Dispose();
    }
}
