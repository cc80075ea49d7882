using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TradingBase.LocalHost.Engine.Functions;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Pumps;

/// <summary>Everything that starts functions from outside: routes, queues and timers.</summary>
/// <remarks>The engine runs before it starts and after it is disposed, so that whatever a function asks is
/// answered.</remarks>
internal sealed class PumpHost : IAsyncDisposable
{
    private readonly HttpDoor _door;
    private readonly List<IPump> _queues;
    private readonly List<IPump> _timers;
    private readonly TimeSpan _grace;
    private readonly TimeProvider _time;

    private PumpHost(HttpDoor door, List<IPump> queues, List<IPump> timers, TimeSpan grace, TimeProvider time)
    {
        _door = door;
        _queues = queues;
        _timers = timers;
        _grace = grace;
        _time = time;
    }

    /// <summary>Where requests are taken.</summary>
    public Uri Address => _door.Address;

    /// <summary>Registers what the pumps need beside a StoreFile, an IConfiguration and logging.</summary>
    /// <param name="services">Gets the queues, the timer book, their tables, and the system's clock if it
    /// has none.</param>
    /// <param name="settings">From host.json.</param>
    public static void AddTo(IServiceCollection services, HostSettings settings)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(settings);
        services.AddSingleton<IStoreSchema, SqliteQueueSchema>();
        services.AddSingleton<IStoreSchema, TimerBook.Schema>();
        services.AddSingleton<TimerBook>();
        services.AddSingleton<IQueueFactory, QueueFactory>();
    }

    /// <summary>Checks all triggers, binds the port, and starts.</summary>
    /// <param name="services">Of the functions; see <see cref="AddTo"/>.</param>
    /// <param name="functions">Those with triggers of ours are pumped.</param>
    /// <param name="options">Port, keys and limits.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PortInUseException">The port is not to be had; nothing runs.</exception>
    /// <exception cref="InvalidOperationException">A trigger is wrong; nothing runs.</exception>
    public static async Task<PumpHost> StartAsync(
        IServiceProvider services,
        FunctionIndex functions,
        PumpOptions options,
        CancellationToken cancellationToken)
    {
        List<IPump> timers = [.. functions.Timers.Select(function => new TimerPump(function, services))];
        QueueSettings settings = options.Settings.Queues;
        List<IPump> queues =
            [.. functions.Queues.Select(function => new QueuePump(function, services, settings))];

        // The port first: when it is taken, another host of the same desk may be at work.
        HttpDoor door = await HttpDoor.OpenAsync(services, functions, options, cancellationToken);
        PumpHost host = new(door, queues, timers, options.Grace, services.GetRequiredService<TimeProvider>());
        foreach (IPump pump in queues.Concat(timers))
        {
            pump.Start();
        }

        return host;
    }

    /// <summary>Takes nothing new, gives what runs its grace, and closes the port.</summary>
    public async ValueTask DisposeAsync()
    {
        using CancellationTokenSource hurry = new(_grace, _time);
        await Task.WhenAll(_timers.Select(timer => timer.StopAsync(hurry.Token)));
        await _door.StopAsync(hurry.Token);
        await Task.WhenAll(_queues.Select(queue => queue.StopAsync(hurry.Token)));
        await _door.DisposeAsync();
        foreach (IPump pump in _queues.Concat(_timers))
        {
            pump.Dispose();
        }
    }
}
