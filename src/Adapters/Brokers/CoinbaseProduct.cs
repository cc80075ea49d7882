using TradingBase.Adapters.Http;
using TradingBase.Markets;
using TradingBase.Strategy;

namespace TradingBase.Adapters.Brokers;

/// <summary>What Coinbase allows in one product.</summary>
/// <param name="Id">Such as BTC-USD.</param>
/// <param name="BaseCoin">What is bought and sold.</param>
/// <param name="Tick">Step of prices.</param>
/// <param name="Lot">Step of quantities.</param>
/// <param name="Least">Least quantity; zero is no bound.</param>
/// <param name="Most">Greatest quantity; zero is no bound.</param>
/// <param name="LeastWorth">Quote currency; zero is no bound.</param>
/// <param name="MostWorth">Quote currency; zero is no bound.</param>
/// <param name="Hindrance">Why it is not traded as usual now, in the venue's words, or null.</param>
/// <param name="LimitOnly">Whether it takes limit orders only.</param>
/// <param name="ReadAt">When it was read, UTC.</param>
internal sealed record CoinbaseProduct(
    string Id, string BaseCoin, decimal Tick, decimal Lot, decimal Least, decimal Most, decimal LeastWorth,
    decimal MostWorth, string? Hindrance, bool LimitOnly, DateTimeOffset ReadAt)
{
    private static readonly string[] Hindrances =
        ["is_disabled", "trading_disabled", "cancel_only", "post_only", "view_only", "auction_mode"];

    /// <summary>The venue's name of an instrument, such as BTC-USDT for BTCUSDT.</summary>
    internal static string IdOf(Instrument instrument)
    {
        string symbol = instrument.Id.Symbol, quote = instrument.Currency;
        return symbol.EndsWith(quote, StringComparison.Ordinal) && symbol.Length > quote.Length
            ? $"{symbol[..^quote.Length]}-{quote}"
            : symbol;
    }

    /// <summary>Reads a product.</summary>
    internal static CoinbaseProduct Read(VenueFields product, DateTimeOffset now) => new(
        product.Text("product_id"), product.Text("base_currency_id"),
        product.NumberOrNull("price_increment") ?? product.Number("quote_increment"),
        product.Number("base_increment"), product.NumberOrNull("base_min_size") ?? 0,
        product.NumberOrNull("base_max_size") ?? 0, product.NumberOrNull("quote_min_size") ?? 0,
        product.NumberOrNull("quote_max_size") ?? 0,
        Array.Find(Hindrances, flag => product.TextOrNull(flag) == "true"),
        product.TextOrNull("limit_only") == "true", now);

    /// <summary>Checks an order.</summary>
    /// <returns>A sentence with both numbers, or null.</returns>
    internal string? Object(ProposedOrder order)
    {
        bool limits = order.Type is OrderType.Limit or OrderType.StopLimit;
        decimal worth = order.Quantity * (limits ? order.LimitPrice!.Value : order.ReferencePrice);
        return Hindrance is not null ? $"{Id} is not traded at the venue now: {Hindrance}."
            : LimitOnly && !limits ? $"{Id} takes limit orders only at the venue now."
            : limits && Tick > 0 && order.LimitPrice % Tick != 0
                ? $"The price {order.LimitPrice:0.########} is no multiple of the venue's tick "
                    + $"{Tick:0.##########}."
            : order.Type is OrderType.StopLimit && Tick > 0 && order.StopPrice % Tick != 0
                ? $"The stop price {order.StopPrice:0.########} is no multiple of the venue's tick "
                    + $"{Tick:0.##########}."
            : Lot > 0 && order.Quantity % Lot != 0
                ? $"The quantity {order.Quantity:0.##########} is no multiple of the venue's lot "
                    + $"{Lot:0.##########}."
            : order.Quantity < Least
                ? $"The quantity {order.Quantity:0.########} is below the venue's {Least:0.########}."
            : Most > 0 && order.Quantity > Most
                ? $"The quantity {order.Quantity:0.########} is above the venue's {Most:0.########}."
            : worth < LeastWorth
                ? $"The worth {worth:0.########} is below the venue's {LeastWorth:0.########}."
            : MostWorth > 0 && worth > MostWorth
                ? $"The worth {worth:0.########} is above the venue's {MostWorth:0.########}."
            : null;
    }
}
