using System.Net.Http.Json;
using TradingBase.Adapters.Http;
using TradingBase.Execution;
using TradingBase.Markets;
using TradingBase.Strategy;

namespace TradingBase.Adapters.Brokers;

/// <summary>Orders and fills in Alpaca's words.</summary>
internal static class AlpacaOrder
{
    private const int LongestId = 128;

    /// <summary>Finds what the venue has no words for.</summary>
    /// <returns>A sentence, or null.</returns>
    internal static string? Object(ProposedOrder order) =>
        order.ClientOrderId.Length > LongestId
            ? $"The id has {order.ClientOrderId.Length} characters, more than the venue's {LongestId}."
        : IsCoin(order) && order.Type is OrderType.MarketOnClose
            ? "A market that never closes has no closing price."
        : order.Type is OrderType.Limit or OrderType.StopLimit && order.LimitPrice is null
            ? $"An order of type {order.Type} has no limit price."
        : order.Type is OrderType.Stop or OrderType.StopLimit && order.StopPrice is null
            ? $"An order of type {order.Type} has no stop price."
        : null;

    /// <summary>Writes an order; numbers as texts, as the venue does.</summary>
    internal static JsonContent Write(ProposedOrder order)
    {
        Dictionary<string, string> fields = new()
        {
            ["symbol"] = SymbolOf(order.Instrument),
            ["qty"] = VenueNumber.Write(order.Quantity),
            ["side"] = order.Side is OrderSide.Buy ? "buy" : "sell",
            ["type"] = order.Type switch
            {
                OrderType.Limit => "limit",
                OrderType.Stop => "stop",
                OrderType.StopLimit => "stop_limit",
                _ => "market",
            },
            ["time_in_force"] = InForce(order),
            ["client_order_id"] = order.ClientOrderId,
        };
        if (order.Type is OrderType.Limit or OrderType.StopLimit)
        {
            fields["limit_price"] = VenueNumber.Write(order.LimitPrice!.Value);
        }

        if (order.Type is OrderType.Stop or OrderType.StopLimit)
        {
            fields["stop_price"] = VenueNumber.Write(order.StopPrice!.Value);
        }

        return JsonContent.Create(fields);
    }

    /// <summary>What a status means, with what was filled; Unknown for one that nobody here knows.</summary>
    /// <param name="told">The venue's word.</param>
    /// <param name="filled">Units filled.</param>
    /// <param name="quantity">Units ordered, or null for an order of an amount.</param>
    internal static OrderStatus StatusOf(string told, decimal filled, decimal? quantity) => told switch
    {
        "new" or "accepted" or "accepted_for_bidding" or "stopped" or "suspended" or "held"
            or "done_for_day" or "calculated" or "partially_filled" =>
            filled == 0 ? OrderStatus.Accepted
            : filled < quantity || told is not "calculated" ? OrderStatus.PartiallyFilled
            : OrderStatus.Filled,
        "pending_new" => OrderStatus.Submitted,
        "filled" => OrderStatus.Filled,

        // Another order has taken its place; this one is over.
        "canceled" or "replaced" => OrderStatus.Canceled,
        "expired" => OrderStatus.Expired,
        "pending_cancel" => OrderStatus.PendingCancel,
        "pending_replace" => OrderStatus.PendingReplace,
        "rejected" => OrderStatus.Rejected,
        _ => OrderStatus.Unknown,
    };

    /// <summary>Which way an order or a fill went.</summary>
    internal static OrderSide SideOf(VenueFields found) => found.Text("side") switch
    {
        "buy" => OrderSide.Buy,
        "sell" or "sell_short" => OrderSide.Sell,
        string other => throw found.Broken($"'{other}' is no side"),
    };

    /// <summary>When the newest event of an order was, UTC.</summary>
    internal static DateTimeOffset NewestOf(VenueFields order) =>
        order.MomentOrNull("updated_at") ?? order.MomentOrNull("submitted_at") ?? order.Moment("created_at");

    /// <summary>Reads a fill from the account's activities.</summary>
    internal static Fill ToFill(Instrument instrument, string clientOrderId, VenueFields trade) => new(
        trade.Text("id"), clientOrderId, instrument.Id, SideOf(trade), trade.Number("qty"),
        trade.Number("price"), instrument.Currency, instrument.Multiplier, 0, instrument.Currency,
        trade.Moment("transaction_time"))
    {
        Venue = "alpaca",
    };

    private static bool IsCoin(ProposedOrder order) => order.Instrument.Kind is InstrumentKind.Crypto;

    /// <summary>The venue's name of an instrument: a pair of coins has a slash.</summary>
    internal static string SymbolOf(Instrument instrument)
    {
        string symbol = instrument.Id.Symbol, quote = instrument.Currency;
        return instrument.Kind is InstrumentKind.Crypto && symbol.EndsWith(quote, StringComparison.Ordinal)
            ? $"{symbol[..^quote.Length]}/{quote}"
            : symbol;
    }

    // A day of coins has no end: their orders work until they are taken back.
    private static string InForce(ProposedOrder order) => (order.Type, order.TimeInForce) switch
    {
        (OrderType.MarketOnOpen, _) when !IsCoin(order) => "opg",
        (OrderType.MarketOnClose, _) => "cls",
        (_, TimeInForce.ImmediateOrCancel) => "ioc",
        (_, TimeInForce.FillOrKill) => "fok",
        (_, TimeInForce.GoodTilCanceled) => "gtc",
        _ => IsCoin(order) ? "gtc" : "day",
    };
}
