using TradingBase.Adapters.Http;
using TradingBase.Execution;
using TradingBase.Strategy;

namespace TradingBase.Adapters.Brokers;

/// <summary>What Binance allows in one symbol.</summary>
/// <param name="Symbol">Such as BTCUSDT.</param>
/// <param name="BaseCoin">What is bought and sold.</param>
/// <param name="Trading">Whether it may be traded now.</param>
/// <param name="Filters">The venue's filters by their type.</param>
/// <param name="ReadAt">When it was read, UTC.</param>
/// <remarks>
/// Source: the exchange's filters.md. A bound of zero is no bound. Percent prices need the venue's running
/// average and are left to the venue.
/// </remarks>
internal sealed record BinanceSymbol(
    string Symbol, string BaseCoin, bool Trading, IReadOnlyDictionary<string, VenueFields> Filters,
    DateTimeOffset ReadAt)
{
    /// <summary>Reads one symbol of exchangeInfo.</summary>
    internal static BinanceSymbol Read(VenueFields symbol, DateTimeOffset now) => new(
        symbol.Text("symbol"), symbol.Text("baseAsset"), symbol.Text("status") == "TRADING",
        symbol.Of("filters").Items()
            .GroupBy(filter => filter.Text("filterType"), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal),
        now);

    /// <summary>Checks an order.</summary>
    /// <returns>A sentence with both numbers, or null.</returns>
    internal string? Object(ProposedOrder order)
    {
        if (!Trading)
        {
            return $"{Symbol} is not traded at the venue now.";
        }

        bool atMarket = order.Type is OrderType.Market or OrderType.MarketOnOpen or OrderType.Stop;
        return ObjectToPrice(order.LimitPrice, "price", atMarket)
            ?? ObjectToPrice(order.StopPrice, "stop price", order.StopPrice is null)
            ?? ObjectToQuantity("LOT_SIZE", order.Quantity)
            ?? (atMarket ? ObjectToQuantity("MARKET_LOT_SIZE", order.Quantity) : null)
            ?? ObjectToNotional(order, atMarket);
    }

    /// <summary>The steps in which it takes orders; those of market orders among them.</summary>
    internal VenueRules ToRules() => new(
        Bound("PRICE_FILTER", "tickSize"),
        Math.Max(Bound("LOT_SIZE", "stepSize"), Bound("MARKET_LOT_SIZE", "stepSize")),
        Math.Max(Bound("LOT_SIZE", "minQty"), Bound("MARKET_LOT_SIZE", "minQty")),
        Math.Max(Bound("NOTIONAL", "minNotional"), Bound("MIN_NOTIONAL", "minNotional")));

    private decimal Bound(string filter, string name) =>
        Filters.TryGetValue(filter, out VenueFields found) ? found.NumberOrNull(name) ?? 0 : 0;

    private string? ObjectToPrice(decimal? price, string name, bool without)
    {
        if (without || price is not { } value || !Filters.TryGetValue("PRICE_FILTER", out VenueFields filter))
        {
            return null;
        }

        decimal low = filter.Number("minPrice"), high = filter.Number("maxPrice");
        decimal tick = filter.Number("tickSize");
        return low > 0 && value < low
                ? $"The {name} {value:0.########} is below the venue's {low:0.########}."
            : high > 0 && value > high
                ? $"The {name} {value:0.########} is above the venue's {high:0.########}."
            : tick > 0 && (value - low) % tick != 0
                ? $"The {name} {value:0.########} is no multiple of the venue's tick {tick:0.########}."
            : null;
    }

    private string? ObjectToQuantity(string type, decimal quantity)
    {
        if (!Filters.TryGetValue(type, out VenueFields filter))
        {
            return null;
        }

        decimal low = filter.Number("minQty"), high = filter.Number("maxQty");
        decimal step = filter.Number("stepSize");
        return low > 0 && quantity < low
                ? $"The quantity {quantity:0.########} is below the venue's {low:0.########}."
            : high > 0 && quantity > high
                ? $"The quantity {quantity:0.########} is above the venue's {high:0.########}."
            : step > 0 && (quantity - low) % step != 0
                ? $"The quantity {quantity:0.########} is no multiple of the venue's lot {step:0.########}."
            : null;
    }

    private string? ObjectToNotional(ProposedOrder order, bool atMarket)
    {
        decimal notional = order.Quantity
            * (atMarket ? order.StopPrice ?? order.ReferencePrice : order.LimitPrice ?? order.ReferencePrice);
        if (Filters.TryGetValue("NOTIONAL", out VenueFields both))
        {
            decimal low = both.Number("minNotional");
            decimal? high = both.NumberOrNull("maxNotional");
            return notional < low && Applies(both, "applyMinToMarket") ? Small(notional, low)
                : notional > high && Applies(both, "applyMaxToMarket")
                    ? $"The worth {notional:0.########} is above the venue's {high:0.########}."
                : null;
        }

        return Filters.TryGetValue("MIN_NOTIONAL", out VenueFields one)
            && one.Number("minNotional") is var least && notional < least && Applies(one, "applyToMarket")
            ? Small(notional, least)
            : null;

        bool Applies(VenueFields filter, string flag) => !atMarket || filter.TextOrNull(flag) == "true";
    }

    private static string Small(decimal notional, decimal least) =>
        $"The worth {notional:0.########} is below the venue's {least:0.########}.";
}
