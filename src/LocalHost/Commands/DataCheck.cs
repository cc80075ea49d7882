using Microsoft.Extensions.DependencyInjection;
using TradingBase.Composition;
using TradingBase.Markets;

namespace TradingBase.LocalHost.Commands;

/// <summary>
/// Looks at the data before the first file is made: inside a cycle a wrong file would cost a market.
/// </summary>
internal static class DataCheck
{
    /// <summary>Reads every recorded series of some markets once.</summary>
    /// <param name="options">Says where the data are.</param>
    /// <param name="markets">Which markets, by name.</param>
    /// <param name="cancellationToken">Abandons the reading.</param>
    /// <returns>The source with what it read, so that nothing is read twice.</returns>
    /// <exception cref="MarketDataException">A file is unreadable or inconsistent.</exception>
    internal static async Task<IMarketDataSource> OpenAsync(
        TradingBaseOptions options, IReadOnlyList<string> markets, CancellationToken cancellationToken)
    {
        // These services serve the reading alone, and no order is ever signed with their key.
        HostSettings reading = new("data-check", new byte[32]);
        ServiceProvider services = new ServiceCollection()
            .AddSingleton(TimeProvider.System).AddTradingBase(options, reading).BuildServiceProvider();
        IMarketDataSource source = services.GetRequiredService<IMarketDataSource>();
        MarketCatalog catalog = services.GetRequiredService<MarketCatalog>();
        foreach (Market market in source.Simulated ? [] : markets.Select(catalog.Find))
        {
            foreach (Instrument instrument in await source.ListAsync(market, cancellationToken))
            {
                await source.ReadAsync(instrument, DateTimeOffset.MaxValue, 1, cancellationToken);
            }
        }

        return source;
    }
}
