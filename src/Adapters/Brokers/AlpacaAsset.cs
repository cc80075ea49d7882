using TradingBase.Adapters.Http;
using TradingBase.Execution;

namespace TradingBase.Adapters.Brokers;

/// <summary>In which steps Alpaca takes orders in one asset, and when that was read.</summary>
/// <param name="Rules">The steps; zeros where the venue tells none, as for most shares.</param>
/// <param name="ReadAt">UTC.</param>
internal sealed record AlpacaAsset(VenueRules Rules, DateTimeOffset ReadAt)
{
    /// <summary>Reads an asset.</summary>
    /// <remarks>A share that is not traded in fractions has a lot of one.</remarks>
    internal static AlpacaAsset Read(VenueFields asset, DateTimeOffset now) => new(
        new(
            asset.NumberOrNull("price_increment") ?? 0,
            asset.NumberOrNull("min_trade_increment")
                ?? (asset.TextOrNull("fractionable") == "false" ? 1 : 0),
            asset.NumberOrNull("min_order_size") ?? 0, LeastWorth: 0),
        now);
}
