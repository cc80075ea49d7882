using TradingBase.Adapters.Http;
using TradingBase.Strategy;

namespace TradingBase.Adapters.Brokers;

/// <summary>What Kraken allows in one pair.</summary>
/// <param name="Key">The venue's key of it, such as XXBTZUSD.</param>
/// <param name="Name">The venue's short name, such as XBTUSD.</param>
/// <param name="BaseCoin">What is bought and sold, by its common name.</param>
/// <param name="Status">Such as <c>online</c>.</param>
/// <param name="Tick">Step of prices.</param>
/// <param name="Lot">Step of quantities.</param>
/// <param name="LeastQuantity">Zero is no bound.</param>
/// <param name="LeastCost">Quote currency; zero is no bound.</param>
/// <param name="ReadAt">When it was read, UTC.</param>
internal sealed record KrakenPair(
    string Key, string Name, string BaseCoin, string Status, decimal Tick, decimal Lot,
    decimal LeastQuantity, decimal LeastCost, DateTimeOffset ReadAt)
{
    /// <summary>Reads one entry of AssetPairs.</summary>
    internal static KrakenPair Read(string key, VenueFields pair, DateTimeOffset now) => new(
        key, pair.Text("altname"), KrakenNames.CoinOf(pair.Text("base")),
        pair.TextOrNull("status") ?? "online",
        pair.NumberOrNull("tick_size") is { } tick and > 0 ? tick : Step(pair, "pair_decimals"),
        Step(pair, "lot_decimals"), pair.NumberOrNull("ordermin") ?? 0, pair.NumberOrNull("costmin") ?? 0,
        now);

    /// <summary>Checks an order.</summary>
    /// <returns>A sentence with both numbers, or null.</returns>
    internal string? Object(ProposedOrder order)
    {
        bool limits = order.Type is OrderType.Limit or OrderType.StopLimit;
        bool stops = order.Type is OrderType.Stop or OrderType.StopLimit;
        decimal price = (limits ? order.LimitPrice : stops ? order.StopPrice : null) ?? order.ReferencePrice;
        decimal cost = order.Quantity * price;
        return Status is not "online" && !(Status is "limit_only" && order.Type is OrderType.Limit)
                ? $"{Name} is {Status} at the venue now."
            : limits && order.LimitPrice % Tick != 0
                ? $"The price {order.LimitPrice:0.########} is no multiple of the venue's tick "
                    + $"{Tick:0.##########}."
            : stops && order.StopPrice % Tick != 0
                ? $"The stop price {order.StopPrice:0.########} is no multiple of the venue's tick "
                    + $"{Tick:0.##########}."
            : order.Quantity % Lot != 0
                ? $"The quantity {order.Quantity:0.##########} is no multiple of the venue's lot "
                    + $"{Lot:0.##########}."
            : order.Quantity < LeastQuantity
                ? $"The quantity {order.Quantity:0.########} is below the venue's {LeastQuantity:0.########}."
            : cost < LeastCost
                ? $"The worth {cost:0.########} is below the venue's {LeastCost:0.########}."
            : null;
    }

    private static decimal Step(VenueFields pair, string name)
    {
        decimal digits = pair.Number(name);
        if (digits is < 0 or > 20 || digits % 1 != 0)
        {
            throw pair.Broken($"'{name}' is {digits}, no count of digits");
        }

        decimal step = 1;
        for (int i = 0; i < digits; i++)
        {
            step /= 10;
        }

        return step;
    }
}
