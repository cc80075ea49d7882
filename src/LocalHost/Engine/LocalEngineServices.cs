using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TradingBase.LocalHost.Engine.Functions;
using TradingBase.LocalHost.Engine.Tables;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Engine;

/// <summary>Puts the engine among a host's services.</summary>
internal static class LocalEngineServices
{
    /// <summary>Adds the engine and its client; the host adds clock and loggers and starts the
    /// engine.</summary>
    /// <param name="services">The host's.</param>
    /// <param name="store">Opened with an <see cref="EngineSchema"/>.</param>
    /// <param name="functions">Who can be called.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    internal static IServiceCollection AddLocalEngine(
        this IServiceCollection services,
        StoreFile store,
        FunctionIndex functions,
        EngineOptions? options = null) =>
        services
            .AddSingleton(store)
            .AddSingleton(functions)
            .AddSingleton(provider => new LocalEngine(
                store,
                functions,
                provider,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILoggerFactory>(),
                options))
            .AddSingleton(provider => provider.GetRequiredService<LocalEngine>().Client);
}
