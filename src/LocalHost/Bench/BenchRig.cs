using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TradingBase.LocalHost.Engine;
using TradingBase.LocalHost.Engine.Tables;
using TradingBase.LocalHost.Storage;
using TradingBase.LocalHost.Storage.Disks;

namespace TradingBase.LocalHost.Bench;

/// <summary>An engine on a fresh file, as functions meet it: classes, JSON, a scope for each
/// activity.</summary>
internal sealed class BenchRig : IAsyncDisposable
{
    private readonly string _file;
    private readonly ServiceProvider _services;

    private BenchRig(string folder, Disk? disk, EngineOptions? options)
    {
        _file = Path.Combine(folder, $"{Guid.NewGuid():N}.db");
        _services = new ServiceCollection()
            .AddScoped<BenchVoice>()
            .AddSingleton<BenchGate>()
            .BuildServiceProvider();
        Store = StoreFile.Open(_file, [new EngineSchema()], NullLoggerFactory.Instance, disk: disk);
        Engine = new(
            Store,
            new(BenchFunctions.All),
            _services,
            TimeProvider.System,
            NullLoggerFactory.Instance,
            options);
    }

    internal StoreFile Store { get; }

    internal LocalEngine Engine { get; }

    internal DurableTaskClient Client => Engine.Client;

    internal BenchGate Gate => _services.GetRequiredService<BenchGate>();

    /// <summary>Opens a store and starts an engine on it.</summary>
    /// <param name="folder">Where the file is made.</param>
    /// <param name="disk">Counts or slows the file's accesses; null for the plain file.</param>
    /// <param name="options">The engine's; null for the defaults.</param>
    internal static async Task<BenchRig> StartAsync(
        string folder, Disk? disk = null, EngineOptions? options = null)
    {
        var rig = new BenchRig(folder, disk, options);
        await rig.Engine.StartAsync();
        return rig;
    }

    /// <summary>Runs one instance to its end.</summary>
    internal async Task RunAsync(string name, int input, CancellationToken cancellation)
    {
        string id = await Client.ScheduleNewOrchestrationInstanceAsync(name, input, cancellation);
        OrchestrationMetadata end = await Client.WaitForInstanceCompletionAsync(id, cancellation);
        if (end.RuntimeStatus is not OrchestrationRuntimeStatus.Completed)
        {
            throw new InvalidOperationException($"A measured instance ended as {end.RuntimeStatus}.");
        }
    }

    /// <summary>Runs many instances at once.</summary>
    internal Task RunSequencesAsync(int instances, CancellationToken cancellation) =>
        Task.WhenAll(Enumerable.Range(0, instances).Select(i =>
            RunAsync(nameof(HelloSequence), i, cancellation)));

    /// <summary>The file's size once everything stands in it and nothing beside it.</summary>
    internal long SizeWhenClosed()
    {
        Store.Dispose();
        return new FileInfo(_file).Length;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        Store.Dispose();
        await _services.DisposeAsync();
        File.Delete(_file);
        File.Delete(_file + ".lock");
    }
}
