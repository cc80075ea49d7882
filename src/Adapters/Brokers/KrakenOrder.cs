using TradingBase.Adapters.Http;
using TradingBase.Execution;
using TradingBase.Markets;
using TradingBase.Strategy;

namespace TradingBase.Adapters.Brokers;

/// <summary>Orders and trades in Kraken's words.</summary>
internal static class KrakenOrder
{
    /// <summary>Finds what the venue has no words for.</summary>
    /// <returns>A sentence, or null.</returns>
    internal static string? Object(ProposedOrder order) =>
        order.Type is OrderType.MarketOnClose ? "A market that never closes has no closing price."
        : order.Type is OrderType.Limit or OrderType.StopLimit && order.LimitPrice is null
            ? $"An order of type {order.Type} has no limit price."
        : order.Type is OrderType.Stop or OrderType.StopLimit && order.StopPrice is null
            ? $"An order of type {order.Type} has no stop price."
        : null;

    /// <summary>Writes an order's fields; fees are asked for in quote currency.</summary>
    /// <param name="order">What is sent.</param>
    /// <param name="pair">The venue's name of the pair.</param>
    internal static IReadOnlyList<(string Name, string Value)> Write(ProposedOrder order, string pair)
    {
        List<(string, string)> fields =
        [
            ("pair", pair),
            ("type", order.Side is OrderSide.Buy ? "buy" : "sell"),
            ("ordertype", order.Type switch
            {
                OrderType.Limit => "limit",
                OrderType.Stop => "stop-loss",
                OrderType.StopLimit => "stop-loss-limit",
                _ => "market",
            }),
            ("volume", VenueNumber.Write(order.Quantity)),
            ("cl_ord_id", KrakenAliases.NameOf(order.ClientOrderId)),
            ("oflags", "fciq"),
        ];
        decimal[] prices = order.Type switch
        {
            OrderType.Limit => [order.LimitPrice!.Value],
            OrderType.Stop => [order.StopPrice!.Value],
            OrderType.StopLimit => [order.StopPrice!.Value, order.LimitPrice!.Value],
            _ => [],
        };
        fields.AddRange(prices.Zip(["price", "price2"]).Select(
            price => (price.Second, VenueNumber.Write(price.First))));
        if (order.Type is OrderType.Limit or OrderType.StopLimit)
        {
            fields.Add(("timeinforce", order.TimeInForce switch
            {
                TimeInForce.ImmediateOrCancel => "IOC",
                TimeInForce.FillOrKill => "FOK",
                _ => "GTC",
            }));
        }

        return fields;
    }

    /// <summary>What a status means, with what was filled; Unknown for one that nobody here knows.</summary>
    /// <param name="told">The venue's word.</param>
    /// <param name="filled">Units filled.</param>
    /// <param name="quantity">Units ordered.</param>
    internal static OrderStatus StatusOf(string told, decimal filled, decimal quantity) => told switch
    {
        "pending" => OrderStatus.Submitted,
        "open" => filled > 0 ? OrderStatus.PartiallyFilled : OrderStatus.Accepted,

        // What found no more depth is closed as well.
        "closed" => filled >= quantity ? OrderStatus.Filled : OrderStatus.Canceled,
        "canceled" => OrderStatus.Canceled,
        "expired" => OrderStatus.Expired,
        _ => OrderStatus.Unknown,
    };

    /// <summary>Which way an order or a trade went.</summary>
    internal static OrderSide SideOf(VenueFields found) => found.Text("type") switch
    {
        "buy" => OrderSide.Buy,
        "sell" => OrderSide.Sell,
        string other => throw found.Broken($"'{other}' is no side"),
    };

    /// <summary>Reads a trade.</summary>
    /// <param name="instrument">What was traded.</param>
    /// <param name="clientOrderId">The order's id; empty when it was sent without.</param>
    /// <param name="tradeId">The venue's id of the trade.</param>
    /// <param name="trade">The trade.</param>
    internal static Fill ToFill(
        Instrument instrument, string clientOrderId, string tradeId, VenueFields trade) => new(
        tradeId, clientOrderId, instrument.Id, SideOf(trade), trade.Number("vol"), trade.Number("price"),
        instrument.Currency, instrument.Multiplier, trade.Number("fee"), instrument.Currency,
        trade.Seconds("time"))
    {
        Venue = "kraken",
    };
}
