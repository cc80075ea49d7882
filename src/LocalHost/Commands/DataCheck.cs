using Microsoft.Extensions.DependencyInjection;
using TradingBase.Markets;

namespace TradingBase.LocalHost.Commands;

/// <summary>Looks at the data before the first effect: inside a cycle a wrong file would cost a market.</summary>
internal static class DataCheck
{
    /// <summary>Reads every series of some markets once.</summary>
    /// <exception cref="MarketDataException">A file is unreadable or inconsistent.</exception>
    internal static async Task RefuseWrongDataAsync(
        IServiceProvider services, IReadOnlyList<string> markets, CancellationToken cancellationToken)
    {
        IMarketDataSource source = services.GetRequiredService<IMarketDataSource>();
        if (source.Simulated)
        {
            return;
        }

        MarketCatalog catalog = services.GetRequiredService<MarketCatalog>();
        foreach (string name in markets)
        {
            foreach (Instrument instrument in await source.ListAsync(catalog.Find(name), cancellationToken))
            {
                await source.ReadAsync(instrument, DateTimeOffset.MaxValue, 1, cancellationToken);
            }
        }
    }
}
