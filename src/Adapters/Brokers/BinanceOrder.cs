using TradingBase.Adapters.Http;
using TradingBase.Execution;
using TradingBase.Markets;
using TradingBase.Strategy;

namespace TradingBase.Adapters.Brokers;

/// <summary>Orders and trades in Binance's words.</summary>
internal static class BinanceOrder
{
    private const int LongestId = 36;

    /// <summary>Finds what the venue has no words for.</summary>
    /// <returns>A sentence, or null.</returns>
    internal static string? ObjectToType(ProposedOrder order) =>
        !TakesId(order.ClientOrderId)
            ? $"The id '{order.ClientOrderId}' is not 1 to {LongestId} letters, digits, dashes, underscores."
        : order.Type is OrderType.MarketOnClose ? "A market that never closes has no closing price."
        : order.Type is OrderType.Limit or OrderType.StopLimit && order.LimitPrice is null
            ? $"An order of type {order.Type} has no limit price."
        : order.Type is OrderType.Stop or OrderType.StopLimit && order.StopPrice is null
            ? $"An order of type {order.Type} has no stop price."
        : null;

    /// <summary>Writes an order's fields; the answer is to hold its fills.</summary>
    internal static IReadOnlyList<(string Name, string Value)> Write(ProposedOrder order)
    {
        List<(string, string)> fields =
        [
            ("symbol", order.Instrument.Id.Symbol),
            ("side", order.Side is OrderSide.Buy ? "BUY" : "SELL"),
            ("type", TypeOf(order.Type)),
            ("quantity", VenueNumber.Write(order.Quantity)),
            ("newClientOrderId", order.ClientOrderId),
            ("newOrderRespType", "FULL"),
        ];
        if (order.Type is OrderType.Limit or OrderType.StopLimit)
        {
            fields.Add(("timeInForce", order.TimeInForce switch
            {
                TimeInForce.ImmediateOrCancel => "IOC",
                TimeInForce.FillOrKill => "FOK",
                _ => "GTC",
            }));
            fields.Add(("price", VenueNumber.Write(order.LimitPrice!.Value)));
        }

        if (order.Type is OrderType.Stop or OrderType.StopLimit)
        {
            fields.Add(("stopPrice", VenueNumber.Write(order.StopPrice!.Value)));
        }

        return fields;
    }

    /// <summary>What a status means; Unknown for one that nobody here knows.</summary>
    internal static OrderStatus StatusOf(string told) => told switch
    {
        "NEW" => OrderStatus.Accepted,
        "PENDING_NEW" => OrderStatus.Submitted,
        "PARTIALLY_FILLED" => OrderStatus.PartiallyFilled,
        "FILLED" => OrderStatus.Filled,
        "CANCELED" => OrderStatus.Canceled,
        "PENDING_CANCEL" => OrderStatus.PendingCancel,
        "REJECTED" => OrderStatus.Rejected,
        "EXPIRED" or "EXPIRED_IN_MATCH" => OrderStatus.Expired,
        _ => OrderStatus.Unknown,
    };

    /// <summary>Which way an order went.</summary>
    internal static OrderSide SideOf(VenueFields order) => order.Text("side") switch
    {
        "BUY" => OrderSide.Buy,
        "SELL" => OrderSide.Sell,
        string other => throw order.Broken($"'{other}' is no side"),
    };

    /// <summary>Reads a trade of an order of ours.</summary>
    internal static Fill ToFill(
        ProposedOrder order, VenueFields trade, decimal quantity, string tradeId, DateTimeOffset at) =>
        new(
            $"{order.Instrument.Id.Symbol}-{tradeId}", order.ClientOrderId, order.Instrument.Id, order.Side,
            quantity, trade.Number("price"), order.Instrument.Currency, order.Instrument.Multiplier,
            trade.Number("commission"), trade.Text("commissionAsset"), at)
        {
            Venue = "binance",
        };

    /// <summary>Reads a trade of whomever.</summary>
    /// <param name="instrument">What was traded.</param>
    /// <param name="clientOrderId">The order's id; empty when it was sent without.</param>
    /// <param name="trade">The trade.</param>
    internal static Fill ToFill(Instrument instrument, string clientOrderId, VenueFields trade) =>
        new(
            $"{instrument.Id.Symbol}-{trade.Text("id")}", clientOrderId, instrument.Id,
            trade.Text("isBuyer") == "true" ? OrderSide.Buy : OrderSide.Sell, trade.Number("qty"),
            trade.Number("price"), instrument.Currency, instrument.Multiplier,
            trade.Number("commission"), trade.Text("commissionAsset"), trade.Millis("time"))
        {
            Venue = "binance",
        };

    // What would fill at the open fills now: there is no open.
    private static string TypeOf(OrderType type) => type switch
    {
        OrderType.Limit => "LIMIT",
        OrderType.Stop => "STOP_LOSS",
        OrderType.StopLimit => "STOP_LOSS_LIMIT",
        _ => "MARKET",
    };

    private static bool TakesId(string id) => id.Length is > 0 and <= LongestId
        && id.All(one => char.IsAsciiLetterOrDigit(one) || one is '-' or '_');
}
