using System.Globalization;
using System.Text.Json.Nodes;

namespace TradingBase.Testing.Exchange;

public sealed partial class AlpacaWire
{
    private static WireAnswer? CheckTerms(JsonObject fields)
    {
        if (((string[])["symbol", "qty", "side", "type", "time_in_force"])
            .FirstOrDefault(name => Text(fields, name) is null) is { } missing)
        {
            return Error(422, 40010001, $"{missing} is required");
        }

        string type = Text(fields, "type")!;
        string validity = Text(fields, "time_in_force")!;
        if (type is not ("market" or "limit" or "stop" or "stop_limit"))
        {
            return Error(422, 40010001, "invalid type");
        }

        if (validity is not ("day" or "gtc" or "ioc" or "fok" or "cls"))
        {
            return Error(422, 40010001, "invalid time_in_force");
        }

        if (IsCoin(Text(fields, "symbol")!) && validity is not ("gtc" or "ioc"))
        {
            return Error(422, 42210000, "invalid crypto time_in_force");
        }

        if (Text(fields, "side") is not ("buy" or "sell") || Number(fields, "qty") is not > 0)
        {
            return Error(422, 40010001, "invalid side or qty");
        }

        if ((type is "limit" or "stop_limit") != Number(fields, "limit_price") is not null)
        {
            return Error(422, 40010001, $"{type} orders and limit_price do not go together");
        }

        if ((type is "stop" or "stop_limit") != Number(fields, "stop_price") is not null)
        {
            return Error(422, 40010001, $"{type} orders and stop_price do not go together");
        }

        return Text(fields, "client_order_id")?.Length > 128
            ? Error(422, 40010001, "client_order_id must be no more than 128 characters")
            : null;
    }

    private ExchangeTicket Ticket(JsonObject fields)
    {
        string validity = Text(fields, "time_in_force")!;
        DateTimeOffset close = NextClose();
        string symbol = Text(fields, "symbol")!;
        return new(
            symbol, Text(fields, "client_order_id") ?? $"made-{Digits(Core.Orders.Count + 1)}",
            Text(fields, "side") is "buy",
            Text(fields, "type") switch
            {
                "market" => ExchangeOrderKind.Market,
                "stop" => ExchangeOrderKind.Stop,
                "stop_limit" => ExchangeOrderKind.StopLimit,
                _ => ExchangeOrderKind.Limit,
            },
            Number(fields, "qty")!.Value)
        {
            Limit = Number(fields, "limit_price"),
            Stop = Number(fields, "stop_price"),
            NotBefore = validity is "cls" ? close - Core.ClockOffset : null,
            ExpiresAt = validity is "day" ? close - Core.ClockOffset : null,
            Validity = validity switch
            {
                "ioc" => ExchangeValidity.AtOnceOrCancel,
                "fok" => ExchangeValidity.AllOrNothing,
                _ => ExchangeValidity.UntilCanceled,
            },
        };
    }

    private static JsonObject Order(ExchangeOrder order)
    {
        ExchangeTicket ticket = order.Ticket;
        bool ended = !order.IsOpen;
        string type = ticket.Kind switch
        {
            ExchangeOrderKind.Market => "market",
            ExchangeOrderKind.Stop => "stop",
            ExchangeOrderKind.StopLimit => "stop_limit",
            _ => "limit",
        };
        return new()
        {
            ["id"] = Id(order),
            ["client_order_id"] = ticket.ClientId,
            ["created_at"] = Rfc3339(order.CreatedAt),
            ["updated_at"] = Rfc3339(order.UpdatedAt),
            ["submitted_at"] = Rfc3339(order.CreatedAt),
            ["filled_at"] = order.Filled > 0 ? Rfc3339(order.Trades[^1].At) : null,
            ["expired_at"] = Status(order) is "expired" ? Rfc3339(order.UpdatedAt) : null,
            ["canceled_at"] = ended && Status(order) is "canceled" ? Rfc3339(order.UpdatedAt) : null,
            ["failed_at"] = null,
            ["replaced_at"] = null,
            ["replaced_by"] = null,
            ["replaces"] = null,
            ["asset_id"] = AssetId(ticket.Symbol),
            ["symbol"] = ticket.Symbol,
            ["asset_class"] = IsCoin(ticket.Symbol) ? "crypto" : "us_equity",
            ["notional"] = null,
            ["qty"] = Plain(ticket.Quantity),
            ["filled_qty"] = Plain(order.Filled),
            ["filled_avg_price"] = order.Filled > 0 ? Plain(Math.Round(order.MeanPrice, 6)) : null,
            ["order_class"] = "",
            ["order_type"] = type,
            ["type"] = type,
            ["side"] = ticket.IsBuy ? "buy" : "sell",
            ["time_in_force"] = ticket.NotBefore is not null ? "cls"
                : ticket.ExpiresAt is not null ? "day" : ticket.Validity switch
                {
                    ExchangeValidity.AtOnceOrCancel => "ioc",
                    ExchangeValidity.AllOrNothing => "fok",
                    _ => "gtc",
                },
            ["limit_price"] = ticket.Limit is { } limit ? Plain(limit) : null,
            ["stop_price"] = ticket.Stop is { } stop ? Plain(stop) : null,
            ["status"] = Status(order),
            ["extended_hours"] = false,
            ["legs"] = null,
            ["trail_percent"] = null,
            ["trail_price"] = null,
            ["hwm"] = null,
        };
    }

    /// <summary>Fills, newest first unless told otherwise; a token is the id of the last one seen.</summary>
    private JsonObject[] Activities(WireForm form, string? token)
    {
        bool rising = form["direction"] is "asc";
        int size = (int)Math.Clamp(form.Whole("page_size") ?? 100, 1, 100);
        DateTimeOffset? after = Moment(form["after"]);
        DateTimeOffset? until = Moment(form["until"]);
        IEnumerable<ExchangeTrade> found = Core.VisibleTrades()
            .Where(trade => (after is null || trade.At > after) && (until is null || trade.At < until));
        found = rising ? found : found.Reverse();
        if (token is not null)
        {
            found = found.SkipWhile(trade => ActivityId(trade) != token).Skip(1);
        }

        return found.Take(size).Select(Activity).ToArray();
    }

    private static JsonObject Activity(ExchangeTrade trade)
    {
        decimal so = trade.Order.Trades.TakeWhile(other => other.Id <= trade.Id).Sum(other => other.Quantity);
        decimal left = trade.Order.Ticket.Quantity - so;
        return new()
        {
            ["activity_type"] = "FILL",
            ["id"] = ActivityId(trade),
            ["cum_qty"] = Plain(so),
            ["leaves_qty"] = Plain(left),
            ["price"] = Plain(trade.Price),
            ["qty"] = Plain(trade.Quantity),
            ["side"] = trade.Order.Ticket.IsBuy ? "buy" : "sell",
            ["symbol"] = trade.Order.Ticket.Symbol,
            ["transaction_time"] = Rfc3339(trade.At),
            ["order_id"] = Id(trade.Order),
            ["type"] = left == 0 ? "fill" : "partial_fill",
            ["order_status"] = left == 0 ? "filled" : "partially_filled",
        };
    }

    private WireAnswer List(WireForm form)
    {
        string which = form["status"] ?? "open";
        string[]? symbols = form["symbols"]?.Split(',');
        (DateTimeOffset? after, DateTimeOffset? until) = (Moment(form["after"]), Moment(form["until"]));
        IEnumerable<ExchangeOrder> found = Core.Visible().Where(order =>
            (which is "all" || order.IsOpen == which is "open")
            && (symbols is null || symbols.Contains(order.Ticket.Symbol))
            && (after is null || order.CreatedAt > after) && (until is null || order.CreatedAt < until));
        found = form["direction"] is "asc" ? found : found.Reverse();
        int limit = (int)Math.Clamp(form.Whole("limit") ?? 50, 1, 500);
        return WireAnswer.Json(new JsonArray([.. found.Take(limit).Select(Order)]));
    }

    private static string Status(ExchangeOrder order) => order.State switch
    {
        ExchangeOrderState.Waiting when order.Ticket.NotBefore is not null => "accepted",
        ExchangeOrderState.Waiting or ExchangeOrderState.Open => "new",
        ExchangeOrderState.Partial => "partially_filled",
        ExchangeOrderState.Filled => "filled",
        ExchangeOrderState.Expired when order.Ticket.ExpiresAt is not null => "expired",
        _ => "canceled",
    };

    private static string Id(ExchangeOrder order) =>
        $"{order.Id.ToString("x8", CultureInfo.InvariantCulture)}-0000-4000-8000-000000000001";

    private static string ActivityId(ExchangeTrade trade) => string.Create(
        CultureInfo.InvariantCulture,
        $"{trade.At.UtcDateTime:yyyyMMddHHmmssfff}::{trade.Id:x8}-0000-4000-8000-000000000002");

    private static bool IsCoin(string symbol) => symbol.Contains('/', StringComparison.Ordinal);

    private static DateTimeOffset? Moment(string? text) => DateTimeOffset.TryParse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at)
        ? at : null;

    private static string? Text(JsonObject fields, string name) =>
        fields[name] is JsonValue value && value.ToString() is { Length: > 0 } text ? text : null;

    private static decimal? Number(JsonObject fields, string name) => decimal.TryParse(
        Text(fields, name), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal value)
        ? value : null;
}
