using System.Globalization;
using System.Text.Json.Nodes;

namespace TradingBase.Testing.Exchange;

public sealed partial class CoinbaseWire
{
    private static ExchangeTicket? Ticket(JsonNode? body)
    {
        if (body is null || body["order_configuration"] is not JsonObject { Count: 1 } group
            || Text(body, "client_order_id") is not { } id || Text(body, "product_id") is not { } product
            || Text(body, "side") is not { } side || side is not ("BUY" or "SELL"))
        {
            return null;
        }

        (string name, JsonNode? terms) = group.First();
        (ExchangeOrderKind Kind, ExchangeValidity Validity)? shape = name switch
        {
            "market_market_ioc" => (ExchangeOrderKind.Market, ExchangeValidity.AtOnceOrCancel),
            "sor_limit_ioc" => (ExchangeOrderKind.Limit, ExchangeValidity.AtOnceOrCancel),
            "limit_limit_gtc" => (ExchangeOrderKind.Limit, ExchangeValidity.UntilCanceled),
            "limit_limit_fok" => (ExchangeOrderKind.Limit, ExchangeValidity.AllOrNothing),
            "stop_limit_stop_limit_gtc" => (ExchangeOrderKind.StopLimit, ExchangeValidity.UntilCanceled),
            _ => null,
        };
        if (shape is not { } known || terms is null || Number(terms, "base_size") is not > 0)
        {
            return null;
        }

        bool limits = known.Kind is not ExchangeOrderKind.Market;
        bool stops = known.Kind is ExchangeOrderKind.StopLimit;
        string direction = side is "BUY" ? "STOP_DIRECTION_STOP_UP" : "STOP_DIRECTION_STOP_DOWN";
        return limits != Number(terms, "limit_price") is not null
            || stops != Number(terms, "stop_price") is not null
            || (stops && Text(terms, "stop_direction") != direction)
            ? null
            : new(product, id, side is "BUY", known.Kind, Number(terms, "base_size")!.Value)
            {
                Limit = Number(terms, "limit_price"),
                Stop = Number(terms, "stop_price"),
                RestOnly = terms["post_only"]?.GetValue<bool>() ?? false,
                Validity = known.Validity,
            };
    }

    private static JsonObject Terms(ExchangeTicket ticket)
    {
        JsonObject terms = new() { ["base_size"] = Plain(ticket.Quantity) };
        if (ticket.Limit is { } limit)
        {
            terms["limit_price"] = Plain(limit);
        }

        if (ticket.Stop is { } stop)
        {
            terms["stop_price"] = Plain(stop);
            terms["stop_direction"] = ticket.IsBuy ? "STOP_DIRECTION_STOP_UP" : "STOP_DIRECTION_STOP_DOWN";
        }

        string name = (ticket.Kind, ticket.Validity) switch
        {
            (ExchangeOrderKind.Market, _) => "market_market_ioc",
            (ExchangeOrderKind.StopLimit, _) => "stop_limit_stop_limit_gtc",
            (_, ExchangeValidity.AtOnceOrCancel) => "sor_limit_ioc",
            (_, ExchangeValidity.AllOrNothing) => "limit_limit_fok",
            _ => "limit_limit_gtc",
        };
        if (name is "limit_limit_gtc")
        {
            terms["post_only"] = ticket.RestOnly;
        }

        return new() { [name] = terms };
    }

    private static JsonObject Order(ExchangeOrder order)
    {
        ExchangeTicket ticket = order.Ticket;
        decimal fees = order.FeeInQuote;
        return new()
        {
            ["order_id"] = Id(order),
            ["product_id"] = ticket.Symbol,
            ["user_id"] = "2222-000000-000000",
            ["order_configuration"] = Terms(ticket),
            ["side"] = Side(ticket),
            ["client_order_id"] = ticket.ClientId,
            ["status"] = order.State switch
            {
                ExchangeOrderState.Filled => "FILLED",
                ExchangeOrderState.Canceled or ExchangeOrderState.Expired => "CANCELLED",
                _ => "OPEN",
            },
            ["time_in_force"] = ticket.Validity switch
            {
                ExchangeValidity.AtOnceOrCancel => "IMMEDIATE_OR_CANCEL",
                ExchangeValidity.AllOrNothing => "FILL_OR_KILL",
                _ => "GOOD_UNTIL_CANCELLED",
            },
            ["created_time"] = Rfc3339(order.CreatedAt),
            ["completion_percentage"] = Plain(Math.Round(order.Filled / ticket.Quantity * 100, 2)),
            ["filled_size"] = Plain(order.Filled),
            ["average_filled_price"] = Plain(Math.Round(order.MeanPrice, 8)),
            ["fee"] = "",
            ["number_of_fills"] = order.Trades.Count.ToString(CultureInfo.InvariantCulture),
            ["filled_value"] = Plain(order.Worth),
            ["pending_cancel"] = false,
            ["size_in_quote"] = false,
            ["total_fees"] = Plain(fees),
            ["size_inclusive_of_fees"] = false,
            ["total_value_after_fees"] = Plain(ticket.IsBuy ? order.Worth + fees : order.Worth - fees),
            ["trigger_status"] = ticket.Stop is null ? "INVALID_ORDER_TYPE"
                : order.State is ExchangeOrderState.Waiting ? "STOP_PENDING" : "STOP_TRIGGERED",
            ["order_type"] = ticket.Kind switch
            {
                ExchangeOrderKind.Market => "MARKET",
                ExchangeOrderKind.Limit => "LIMIT",
                _ => "STOP_LIMIT",
            },
            ["reject_reason"] = "REJECT_REASON_UNSPECIFIED",
            ["settled"] = order.State is ExchangeOrderState.Filled,
            ["product_type"] = "SPOT",
            ["reject_message"] = "",
            ["cancel_message"] = order.State is ExchangeOrderState.Canceled ? "User requested cancel" : "",
            ["order_placement_source"] = "RETAIL_ADVANCED",
            ["is_liquidation"] = false,
            ["last_fill_time"] = order.Trades.Count > 0 ? Rfc3339(order.Trades[^1].At) : null,
            ["edit_history"] = new JsonArray(),
        };
    }

    private WireAnswer Listed(WireForm form)
    {
        string? status = form["order_status"];
        ExchangeOrder[] found = [.. Core.Visible().Reverse().Where(order =>
            (form["product_ids"] ?? form["product_id"] ?? order.Ticket.Symbol) == order.Ticket.Symbol
            && (status is null || (string?)Order(order)["status"] == status)
            && (form["start_date"] is not { } start || order.CreatedAt >= Moment(start))
            && (form["end_date"] is not { } end || order.CreatedAt < Moment(end)))];
        return Page("orders", [.. found.Select(Order)], form, hasNext: true);
    }

    private WireAnswer Fills(WireForm form)
    {
        string[]? orders = (form["order_ids"] ?? form["order_id"])?.Split(',');
        string? product = form["product_ids"] ?? form["product_id"];
        ExchangeTrade[] found = [.. Core.VisibleTrades().Reverse().Where(trade =>
            (orders is null || orders.Contains(Id(trade.Order)))
            && (product is null || product == trade.Order.Ticket.Symbol)
            && (form["start_sequence_timestamp"] is not { } start || trade.At >= Moment(start))
            && (form["end_sequence_timestamp"] is not { } end || trade.At <= Moment(end)))];
        return Page("fills", [.. found.Select(Fill)], form, hasNext: false);
    }

    private static JsonObject Fill(ExchangeTrade trade) => new()
    {
        ["entry_id"] = TradeId("entry", trade),
        ["trade_id"] = TradeId("trade", trade),
        ["order_id"] = Id(trade.Order),
        ["trade_time"] = Rfc3339(trade.At),
        ["trade_type"] = "FILL",
        ["price"] = Plain(trade.Price),
        ["size"] = Plain(trade.Quantity),
        ["commission"] = Plain(trade.Fee),
        ["product_id"] = trade.Order.Ticket.Symbol,
        ["sequence_timestamp"] = Rfc3339(trade.At),
        ["liquidity_indicator"] = trade.IsMaker ? "MAKER" : "TAKER",
        ["size_in_quote"] = false,
        ["user_id"] = "2222-000000-000000",
        ["side"] = Side(trade.Order.Ticket),
    };

    private static WireAnswer Page(string name, JsonObject[] all, WireForm form, bool hasNext)
    {
        int from = (int)(form.Whole("cursor") ?? 0);
        int limit = (int)Math.Clamp(form.Whole("limit") ?? 100, 1, 1000);
        bool more = from + limit < all.Length;
        JsonObject body = new()
        {
            [name] = new JsonArray([.. all.Skip(from).Take(limit)]),
            ["cursor"] = more ? (from + limit).ToString(CultureInfo.InvariantCulture) : "",
        };
        if (hasNext)
        {
            body["has_next"] = more;
            body["sequence"] = "0";
        }

        return WireAnswer.Json(body);
    }

    private WireAnswer Accounts()
    {
        string[] assets = [.. Core.Ledger.Assets];
        return WireAnswer.Json(new JsonObject
        {
            ["accounts"] = new JsonArray([.. assets.Select(asset => new JsonObject
            {
                ["uuid"] = $"account-{asset}",
                ["name"] = $"{asset} Wallet",
                ["currency"] = asset,
                ["available_balance"] = Amount(Core.Ledger[ExchangeLedger.Free, asset], asset),
                ["hold"] = Amount(Core.Ledger[ExchangeLedger.Locked, asset], asset),
                ["default"] = true,
                ["active"] = true,
                ["ready"] = true,
                ["type"] = "ACCOUNT_TYPE_CRYPTO",
            })]),
            ["has_next"] = false,
            ["cursor"] = "",
            ["size"] = assets.Length,
        });
    }

    private WireAnswer Products(string path)
    {
        string[] words = path.Split('/');
        if (words[^1] is "products")
        {
            return WireAnswer.Json(new JsonObject
            {
                ["products"] = new JsonArray([.. Core.Symbols.Select(Product)]),
                ["num_products"] = Core.Symbols.Count,
            });
        }

        return Core.SymbolOf(words[^1]) is { } symbol
            ? WireAnswer.Json(Product(symbol))
            : Error(404, "NOT_FOUND", "product not found");
    }

    private JsonObject Product(ExchangeSymbol symbol) => new()
    {
        ["product_id"] = symbol.Name,
        ["price"] = Plain(Core.QuoteOf(symbol.Name)?.Bid ?? 0),
        ["base_increment"] = Plain(symbol.Lot),
        ["quote_increment"] = Plain(symbol.Tick),
        ["price_increment"] = Plain(symbol.Tick),
        ["base_min_size"] = Plain(symbol.MinQuantity),
        ["base_max_size"] = Plain(symbol.MaxQuantity),
        ["quote_min_size"] = Plain(symbol.MinNotional),
        ["quote_max_size"] = "10000000",
        ["base_currency_id"] = symbol.Base,
        ["quote_currency_id"] = symbol.Quote,
        ["status"] = "online",
        ["is_disabled"] = false,
        ["trading_disabled"] = !Core.IsTrading(symbol.Name),
        ["cancel_only"] = false,
        ["limit_only"] = false,
        ["post_only"] = false,
        ["product_type"] = "SPOT",
    };

    private WireAnswer Quotes(WireForm form) => WireAnswer.Json(new JsonObject
    {
        ["pricebooks"] = new JsonArray([.. Core.Symbols
            .Where(symbol => form["product_ids"] is null || form["product_ids"] == symbol.Name)
            .Select(symbol => (symbol.Name, Quote: Core.QuoteOf(symbol.Name) ?? default))
            .Select(book => new JsonObject
            {
                ["product_id"] = book.Name,
                ["bids"] = new JsonArray(Level(book.Quote.Bid, book.Quote.Size)),
                ["asks"] = new JsonArray(Level(book.Quote.Ask, book.Quote.Size)),
                ["time"] = Rfc3339(Core.Now),
            })]),
    });

    private static JsonObject Level(decimal price, decimal size) =>
        new() { ["price"] = Plain(price), ["size"] = Plain(size) };

    private static JsonObject Amount(decimal value, string currency) =>
        new() { ["value"] = Plain(value), ["currency"] = currency };

    private static string Side(ExchangeTicket ticket) => ticket.IsBuy ? "BUY" : "SELL";

    private static string Id(ExchangeOrder order) =>
        $"{order.Id.ToString("x8", CultureInfo.InvariantCulture)}-0000-4000-8000-00000000cb01";

    private static string TradeId(string what, ExchangeTrade trade) =>
        $"{what}-{trade.Id.ToString(CultureInfo.InvariantCulture)}";

    private static string? Text(JsonNode node, string name) =>
        node[name] is JsonValue value && value.TryGetValue(out string? text) && text.Length > 0 ? text : null;

    // The venue wants numbers as strings.
    private static decimal? Number(JsonNode node, string name) => decimal.TryParse(
        Text(node, name), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
        CultureInfo.InvariantCulture, out decimal value) ? value : null;

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
