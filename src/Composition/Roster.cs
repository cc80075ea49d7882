using Microsoft.Extensions.DependencyInjection;
using TradingBase.Markets;
using TradingBase.Markets.Catalog;

namespace TradingBase.Composition;

/// <summary>Who lives in this house: a new arrival is one new file elsewhere and one line here.</summary>
internal static class Roster
{
    internal static IServiceCollection AddRoster(this IServiceCollection services) => services

        // Markets of the catalogue.
        .AddSingleton<Market, Commodities>()
        .AddSingleton<Market, CryptoSpot>()
        .AddSingleton<Market, Fx>()
        .AddSingleton<Market, UsEquities>();
}
