using Microsoft.Extensions.DependencyInjection;
using TradingBase.Desk;

namespace TradingBase.Functions;

/// <summary>What the function classes ask for beside the desk's own services.</summary>
public static class FunctionServices
{
    /// <summary>Registers it; every host of the functions calls this once.</summary>
    /// <returns><paramref name="services"/>.</returns>
    public static IServiceCollection AddFunctionServices(this IServiceCollection services) =>
        services
        .AddSingleton<IntentReader>()
        .AddSingleton<OrderKeeper>()
        .AddSingleton<IAlertChannel, LogChannel>();
}
