using TradingBase.Markets;

namespace TradingBase.Desk;

/// <summary>Reads the newest price known of an instrument.</summary>
internal static class LastPrices
{
    /// <summary>Finds the last close.</summary>
    /// <returns>Quote currency, or null where none is known.</returns>
    public static async Task<decimal?> FindLastPriceAsync(
        this IMarketDataSource source, Instrument instrument, DateTimeOffset at,
        CancellationToken cancellationToken)
    {
        BarSeries known = await source.ReadAsync(instrument, at, 1, cancellationToken);
        return known.Bars.Count == 0 ? null : known.Bars[^1].Close;
    }
}
