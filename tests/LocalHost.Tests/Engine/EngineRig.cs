using System.Collections.Concurrent;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TradingBase.LocalHost.Engine;
using TradingBase.LocalHost.Engine.Functions;
using TradingBase.LocalHost.Engine.Tables;
using TradingBase.LocalHost.Storage;
using TradingBase.LocalHost.Storage.Disks;
using TradingBase.LocalHost.Tests.Storage;
using TradingBase.Testing;

namespace TradingBase.LocalHost.Tests.Engine;

/// <summary>An engine on a real file and a manual clock; it can be stopped, crashed and started
/// again.</summary>
internal sealed class EngineRig : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ILoggerFactory _loggers;
    private readonly ServiceProvider _services;
    private FunctionIndex _functions;
    private readonly Disk? _disk;
    private EngineOptions _options;

    private EngineRig(EngineOptions options,
        ILoggerFactory? loggers, Action<IServiceCollection>? configure, Disk? disk, Type[] types)
    {
        _options = options;
        _disk = disk;
        _loggers = loggers ?? NullLoggerFactory.Instance;
        _functions = new(types);
        ServiceCollection services = new();
        services.AddSingleton(Seen).AddSingleton(Clock).AddScoped<ScopedThing>();
        configure?.Invoke(services);
        _services = services.BuildServiceProvider();
        Open();
    }

    public ManualClock Clock { get; } = new(new DateTimeOffset(2026, 1, 5, 14, 30, 0, TimeSpan.Zero));

    public LocalEngine Engine { get; private set; } = null!;

    public StoreFile Store { get; private set; } = null!;

    public DurableTaskClient Client => Engine.Client;

    /// <summary>What functions have told about themselves.</summary>
    public Recorder Seen { get; } = new();

    public static async Task<EngineRig> StartAsync(
        EngineOptions options,
        Type[] types,
        ILoggerFactory? loggers = null,
        Action<IServiceCollection>? configure = null,
        Disk? disk = null)
    {
        var rig = new EngineRig(options, loggers, configure, disk, types);
        await rig.Engine.StartAsync();
        return rig;
    }

    /// <summary>Waits until nothing is under way.</summary>
    public Task SettleAsync() => Engine.WhenIdleAsync().WaitAsync(TimeSpan.FromSeconds(20));

    /// <summary>Lets everything come to rest, moves the clock, and lets everything come to rest
    /// again.</summary>
    public async Task AdvanceAsync(TimeSpan by)
    {
        await SettleAsync();
        Clock.Advance(by);
        await SettleAsync();
    }

    /// <summary>Starts an orchestration and waits for its end.</summary>
    public async Task<OrchestrationMetadata> RunAsync(string name, object? input = null)
    {
        string id = await Client.ScheduleNewOrchestrationInstanceAsync(name, input);
        return await EndAsync(id);
    }

    /// <summary>Waits for an instance's end.</summary>
    public Task<OrchestrationMetadata> EndAsync(string id) =>
        Client.WaitForInstanceCompletionAsync(id, true).WaitAsync(TimeSpan.FromSeconds(20));

    public async Task<OrchestrationMetadata> GetAsync(string id) =>
        (await Client.GetInstanceAsync(id, true))!;

    /// <summary>Ends as a killed process does, with nothing flushed, and starts again on the same
    /// file.</summary>
    public async Task CrashAndRestartAsync(Type[]? types = null, EngineOptions? options = null)
    {
        Store.Abandon();
        await Engine.DisposeAsync();
        _functions = types is null ? _functions : new(types);
        _options = options ?? _options;
        Open();
        await Engine.StartAsync();
    }

    /// <summary>Stops in good order and starts again on the same file.</summary>
    /// <param name="meanwhile">What happens to the file while nobody holds it.</param>
    public async Task RestartAsync(Func<Task>? meanwhile = null)
    {
        await Engine.DisposeAsync();
        Store.Dispose();
        await (meanwhile?.Invoke() ?? Task.CompletedTask);
        Open();
        await Engine.StartAsync();
    }

    /// <summary>Does something again and again, until an instance has ended or the test's patience has.</summary>
    public async Task SettleUntilAsync(Action again, string id)
    {
        Task ended = EndAsync(id);
        while (!ended.IsCompleted)
        {
            again();
            await Task.Yield();
        }
    }

    /// <summary>Waits for what is done beside the engine, such as the end of a scope.</summary>
    public static async Task SettleUntilAsync(Func<bool> done)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!done())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>A service of the functions'.</summary>
    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        Store.Dispose();
        await _services.DisposeAsync();
        _folder.Dispose();
    }

    private void Open()
    {
        Store = StoreFile.Open(_folder.File("store.db"), [new EngineSchema()], _loggers, disk: _disk);
        Engine = new(Store, _functions, _services, Clock, _loggers, _options);
    }
}

/// <summary>Collects what functions tell, from any thread.</summary>
internal sealed class Recorder
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyList<string> Lines => [.. _lines];

    public void Add(string line) => _lines.Enqueue(line);

    public int Count(string line) => _lines.Count(other => other == line);
}

/// <summary>One for each scope.</summary>
internal sealed class ScopedThing
{
    public Guid Id { get; } = Guid.NewGuid();
}
