using Microsoft.Extensions.DependencyInjection;

namespace TradingBase.Composition;

/// <summary>Who lives in this house: a new arrival is one new file elsewhere and one line here.</summary>
internal static class Roster
{
    internal static IServiceCollection AddRoster(this IServiceCollection services) => services;
}
