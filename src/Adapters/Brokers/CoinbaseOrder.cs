using System.Net.Http.Json;
using TradingBase.Adapters.Http;
using TradingBase.Execution;
using TradingBase.Markets;
using TradingBase.Strategy;

namespace TradingBase.Adapters.Brokers;

/// <summary>Orders and fills in Coinbase's words.</summary>
internal static class CoinbaseOrder
{
    private const int LongestId = 128;

    /// <summary>Finds what the venue has no words for.</summary>
    /// <returns>A sentence, or null.</returns>
    internal static string? Object(ProposedOrder order) =>
        order.ClientOrderId.Length > LongestId
            ? $"The id has {order.ClientOrderId.Length} characters, more than {LongestId}."
        : order.Type is OrderType.MarketOnClose ? "A market that never closes has no closing price."
        : order.Type is OrderType.Stop ? "The venue takes stop orders with a limit price only."
        : order.Type is OrderType.Limit or OrderType.StopLimit && order.LimitPrice is null
            ? $"An order of type {order.Type} has no limit price."
        : order.Type is OrderType.StopLimit && order.StopPrice is null
            ? $"An order of type {order.Type} has no stop price."
        : order.Type is OrderType.StopLimit && IsAtOnce(order.TimeInForce)
            ? $"The venue's stop orders wait: they cannot be {order.TimeInForce}."
        : null;

    /// <summary>Writes an order; numbers as texts, as the venue wants them.</summary>
    /// <param name="order">What is sent.</param>
    internal static JsonContent Write(ProposedOrder order)
    {
        Dictionary<string, object> terms = new() { ["base_size"] = VenueNumber.Write(order.Quantity) };
        if (order.Type is OrderType.Limit or OrderType.StopLimit)
        {
            terms["limit_price"] = VenueNumber.Write(order.LimitPrice!.Value);
        }

        if (order.Type is OrderType.StopLimit)
        {
            terms["stop_price"] = VenueNumber.Write(order.StopPrice!.Value);
            terms["stop_direction"] =
                order.Side is OrderSide.Buy ? "STOP_DIRECTION_STOP_UP" : "STOP_DIRECTION_STOP_DOWN";
        }

        string form = (order.Type, order.TimeInForce) switch
        {
            (OrderType.StopLimit, _) => "stop_limit_stop_limit_gtc",
            (OrderType.Limit, TimeInForce.ImmediateOrCancel) => "sor_limit_ioc",
            (OrderType.Limit, TimeInForce.FillOrKill) => "limit_limit_fok",
            (OrderType.Limit, _) => "limit_limit_gtc",
            _ => "market_market_ioc",
        };
        if (form is "limit_limit_gtc")
        {
            terms["post_only"] = false;
        }

        return JsonContent.Create(new Dictionary<string, object>
        {
            ["client_order_id"] = order.ClientOrderId,
            ["product_id"] = CoinbaseProduct.IdOf(order.Instrument),
            ["side"] = order.Side is OrderSide.Buy ? "BUY" : "SELL",
            ["order_configuration"] = new Dictionary<string, object> { [form] = terms },
        });
    }

    /// <summary>What a status means, with what was filled; Unknown for one that nobody here knows.</summary>
    /// <param name="told">The venue's word.</param>
    /// <param name="filled">Units filled.</param>
    internal static OrderStatus StatusOf(string told, decimal filled) => told switch
    {
        "PENDING" or "QUEUED" => OrderStatus.Submitted,
        "OPEN" => filled > 0 ? OrderStatus.PartiallyFilled : OrderStatus.Accepted,
        "FILLED" => OrderStatus.Filled,
        "CANCELLED" => OrderStatus.Canceled,
        "EXPIRED" => OrderStatus.Expired,

        // What failed after a part was traded was no rejection: the part stands.
        "FAILED" => filled > 0 ? OrderStatus.Canceled : OrderStatus.Rejected,
        "CANCEL_QUEUED" => OrderStatus.PendingCancel,
        "EDIT_QUEUED" => OrderStatus.PendingReplace,
        _ => OrderStatus.Unknown,
    };

    /// <summary>Which way an order or a fill went.</summary>
    internal static OrderSide SideOf(VenueFields found) => found.Text("side") switch
    {
        "BUY" => OrderSide.Buy,
        "SELL" => OrderSide.Sell,
        string other => throw found.Broken($"'{other}' is no side"),
    };

    /// <summary>What an order was written with: base size, quote size and limit price, or nulls.</summary>
    internal static (decimal? Size, decimal? Worth, decimal? Limit) TermsOf(VenueFields order)
    {
        (string Name, VenueFields Terms)[] forms =
            order.OfOrNull("order_configuration") is { } all ? [.. all.Entries()] : [];
        return forms is [var form]
            ? (form.Terms.NumberOrNull("base_size"), form.Terms.NumberOrNull("quote_size"),
                form.Terms.NumberOrNull("limit_price"))
            : (null, null, null);
    }

    /// <summary>Reads a fill; its commission is in quote currency.</summary>
    /// <param name="instrument">What was traded.</param>
    /// <param name="clientOrderId">The order's id; empty when it was sent without.</param>
    /// <param name="fill">The fill.</param>
    internal static Fill ToFill(Instrument instrument, string clientOrderId, VenueFields fill)
    {
        decimal size = fill.Number("size"), price = fill.Number("price");
        return new(
            fill.Text("entry_id"), clientOrderId, instrument.Id, SideOf(fill),
            fill.TextOrNull("size_in_quote") == "true" ? size / price : size, price, instrument.Currency,
            instrument.Multiplier, fill.NumberOrNull("commission") ?? 0, instrument.Currency,
            fill.Moment("trade_time"))
        {
            Venue = "coinbase",
        };
    }

    private static bool IsAtOnce(TimeInForce force) =>
        force is TimeInForce.ImmediateOrCancel or TimeInForce.FillOrKill;
}
