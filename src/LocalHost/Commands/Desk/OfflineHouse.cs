using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TradingBase.Composition;
using TradingBase.Functions;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Commands.Desk;

/// <summary>The desk's services over its state file, without an engine: nothing runs by itself.</summary>
internal sealed class OfflineHouse : IAsyncDisposable
{
    private readonly SqliteStateStore _state;
    private readonly ServiceProvider _services;

    private OfflineHouse(SqliteStateStore state, ServiceProvider services)
    {
        _state = state;
        _services = services;
    }

    /// <summary>Opens the state file under a configuration.</summary>
    /// <param name="state">The state file.</param>
    /// <param name="config">The configuration's file; null is refused.</param>
    /// <param name="cancellationToken">Abandons the reading.</param>
    /// <exception cref="UsageException">No configuration is named.</exception>
    /// <exception cref="ConfigurationException">The configuration is wrong.</exception>
    internal static async Task<OfflineHouse> OpenAsync(
        string state, string? config, CancellationToken cancellationToken)
    {
        TradingBaseOptions options = await CommandOptions.ReadAsync(
            config ?? throw new UsageException(
                "--config: no host answers; without one the desk's own configuration is needed."),
            null, cancellationToken);
        SqliteStateStore store = SqliteStateStore.Open(state);
        try
        {
            // The key signs nothing that lasts: no order passes the gate here.
            ServiceCollection services = new();
            services
                .AddLogging(logging => logging
                    .SetMinimumLevel(LogLevel.Warning)
                    .AddSimpleConsole(console => console.SingleLine = true)
                    .Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(
                        console => console.LogToStandardErrorThreshold = LogLevel.Trace))
                .AddSingleton(TimeProvider.System)
                .AddSingleton<IStateStore>(store)
                .AddTradingBase(options, new("offline", RandomNumberGenerator.GetBytes(32)))
                .AddFunctionServices();
            return new(store, services.BuildServiceProvider());
        }
        catch
        {
            // What was opened before the fault is closed; the fault goes on.
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>One of the desk's services.</summary>
    internal T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _state.DisposeAsync();
    }
}
