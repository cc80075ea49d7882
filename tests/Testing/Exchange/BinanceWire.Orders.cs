using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TradingBase.Testing.Exchange;

public sealed partial class BinanceWire
{
    private static readonly string[] Security = ["timestamp", "recvWindow", "signature"];
    private static readonly string[] OrderFields =
    [
        "symbol", "side", "type", "timeInForce", "quantity", "price", "newClientOrderId", "stopPrice",
        "newOrderRespType", "selfTradePreventionMode",
    ];

    private long _made;

    private WireAnswer Private(WireCall call, WireForm form) => call switch
    {
        WireCall.Place => Unread(form, OrderFields) ?? Place(form),
        WireCall.Query => Unread(form, "symbol", "orderId", "origClientOrderId") ?? Query(form),
        WireCall.Cancel => Unread(form, "symbol", "orderId", "origClientOrderId", "newClientOrderId")
            ?? Cancel(form),
        WireCall.CancelAll => Unread(form, "symbol") ?? CancelAll(form),
        WireCall.Orders => Unread(form, "symbol") ?? OpenOrders(form),
        WireCall.Account => Unread(form, "omitZeroBalances") ?? Account(form),
        _ => Unread(form, "symbol", "orderId", "startTime", "endTime", "fromId", "limit") ?? Trades(form),
    };

    private WireAnswer Place(WireForm form)
    {
        if (CheckOrder(form) is { } wrong)
        {
            return wrong;
        }

        if (UnfilledOf(TimeSpan.FromSeconds(10)) >= OrdersPerTenSeconds)
        {
            return Error(429, -1015, string.Create(
                CultureInfo.InvariantCulture,
                $"Too many new orders; current limit is {OrdersPerTenSeconds} orders per 10 SECOND."))
                .With("Retry-After", "10");
        }

        ExchangePlacement placed = Core.Place(Ticket(form));
        if (placed.Order is not { } order)
        {
            return Refused(placed.Refusal!.Value, form["type"] is "MARKET");
        }

        string kind = form["newOrderRespType"] ?? (form["type"] is "LIMIT" or "MARKET" ? "FULL" : "ACK");
        return WireAnswer.Json(Placed(order, kind))
            .With("X-MBX-ORDER-COUNT-10S", Digits(UnfilledOf(TimeSpan.FromSeconds(10))))
            .With("X-MBX-ORDER-COUNT-1D", Digits(UnfilledOf(TimeSpan.FromDays(1))));
    }

    private WireAnswer? CheckOrder(WireForm form)
    {
        string type = form["type"] ?? "";
        (string[] needs, string[] bars) = type switch
        {
            "LIMIT" => (new[] { "timeInForce", "quantity", "price" }, new[] { "stopPrice" }),
            "MARKET" => (["quantity"], ["timeInForce", "price", "stopPrice"]),
            "STOP_LOSS" or "TAKE_PROFIT" => (["quantity", "stopPrice"], ["timeInForce", "price"]),
            "STOP_LOSS_LIMIT" or "TAKE_PROFIT_LIMIT" =>
                (["timeInForce", "quantity", "price", "stopPrice"], []),
            "LIMIT_MAKER" => (["quantity", "price"], ["timeInForce", "stopPrice"]),
            _ => (["symbol", "side", "type"], Array.Empty<string>()),
        };
        foreach (string name in (string[])["symbol", "side", "type", .. needs])
        {
            if (form[name] is null)
            {
                return NotSent(name);
            }
        }

        if (bars.FirstOrDefault(name => form[name] is not null) is { } barred)
        {
            return Error(400, -1106, $"Parameter '{barred}' sent when not required.");
        }

        return CheckValues(form, type);
    }

    private WireAnswer? CheckValues(WireForm form, string type)
    {
        if (Core.SymbolOf(form["symbol"]!) is null)
        {
            return Error(400, -1121, "Invalid symbol.");
        }

        if (form["side"] is not ("BUY" or "SELL"))
        {
            return Error(400, -1117, "Invalid side.");
        }

        if (type is not ("LIMIT" or "MARKET" or "STOP_LOSS" or "STOP_LOSS_LIMIT" or "LIMIT_MAKER"))
        {
            return Error(400, -1116, "Invalid orderType.");
        }

        if (form["timeInForce"] is not (null or "GTC" or "IOC" or "FOK"))
        {
            return Error(400, -1115, "Invalid timeInForce.");
        }

        if (form["newClientOrderId"] is { } id && !ClientId().IsMatch(id))
        {
            return Error(400, -1100, "Illegal characters found in parameter 'newClientOrderId'; "
                + "legal range is '^[a-zA-Z0-9-_]{1,36}$'.");
        }

        foreach (string name in (string[])["quantity", "price", "stopPrice"])
        {
            if (form[name] is not { } text)
            {
                continue;
            }

            if (form.Number(name) is not { } value || value < 0)
            {
                return Error(400, -1100, $"Illegal characters found in parameter '{name}'; "
                    + "legal range is '^([0-9]{1,20})(\\.[0-9]{1,20})?$'.");
            }

            if (text.Contains('.', StringComparison.Ordinal) && text.Split('.')[1].Length > 8)
            {
                return Error(400, -1111, $"Parameter '{name}' has too much precision.");
            }
        }

        return null;
    }

    private ExchangeTicket Ticket(WireForm form) => new(
        form["symbol"]!, form["newClientOrderId"] ?? $"web_{Digits(++_made)}",
        form["side"] is "BUY",
        form["type"] switch
        {
            "MARKET" => ExchangeOrderKind.Market,
            "STOP_LOSS" => ExchangeOrderKind.Stop,
            "STOP_LOSS_LIMIT" => ExchangeOrderKind.StopLimit,
            _ => ExchangeOrderKind.Limit,
        },
        form.Number("quantity")!.Value)
    {
        Limit = form.Number("price"),
        Stop = form.Number("stopPrice"),
        RestOnly = form["type"] is "LIMIT_MAKER",
        Validity = form["timeInForce"] switch
        {
            "IOC" => ExchangeValidity.AtOnceOrCancel,
            "FOK" => ExchangeValidity.AllOrNothing,
            _ => ExchangeValidity.UntilCanceled,
        },
    };

    private WireAnswer Cancel(WireForm form)
    {
        if (Missing(form) is { } missing)
        {
            return missing;
        }

        ExchangeOrder? order = Find(form);
        return order is not null && Core.Cancel(order)
            ? WireAnswer.Json(Canceled(order, form["newClientOrderId"]))
            : Error(400, -2011, "Unknown order sent.");
    }

    private WireAnswer CancelAll(WireForm form)
    {
        if (form["symbol"] is not { } symbol)
        {
            return NotSent("symbol");
        }

        if (Core.SymbolOf(symbol) is null)
        {
            return Error(400, -1121, "Invalid symbol.");
        }

        IReadOnlyList<ExchangeOrder> taken = Core.CancelAll(symbol);
        return taken.Count == 0
            ? Error(400, -2011, "Unknown order sent.")
            : WireAnswer.Json(new JsonArray([.. taken.Select(order => Canceled(order, null))]));
    }

    private WireAnswer Query(WireForm form) => Missing(form)
        ?? (Find(form) is { } order && Core.Visible().Contains(order)
            ? WireAnswer.Json(Asked(order))
            : Error(400, -2013, "Order does not exist."));

    private WireAnswer? Missing(WireForm form)
    {
        if (form["symbol"] is not { } symbol)
        {
            return NotSent("symbol");
        }

        if (Core.SymbolOf(symbol) is null)
        {
            return Error(400, -1121, "Invalid symbol.");
        }

        return form["orderId"] is null && form["origClientOrderId"] is null
            ? Error(
                400, -1102, "Param 'origClientOrderId' or 'orderId' must be sent, but both were empty/null!")
            : null;
    }

    /// <summary>The newest order with an id: a name that was used twice means its last bearer.</summary>
    private ExchangeOrder? Find(WireForm form) => Core.Orders.LastOrDefault(order =>
        order.Ticket.Symbol == form["symbol"]
        && (form["orderId"] is null || order.Id == form.Whole("orderId"))
        && (form["origClientOrderId"] is null || order.Ticket.ClientId == form["origClientOrderId"]));

    private int UnfilledOf(TimeSpan interval)
    {
        long window = Core.Now.Ticks / interval.Ticks;
        return Core.Orders.Count(order =>
            order.Filled == 0 && order.CreatedAt.Ticks / interval.Ticks == window);
    }

    private static WireAnswer? Unread(WireForm form, params string[] known)
    {
        int read = form.Names.Count(name => known.Contains(name) || Security.Contains(name));
        return read == form.Names.Count ? null : Error(400, -1104, string.Create(
            CultureInfo.InvariantCulture,
            $"Not all sent parameters were read; read '{read}' parameter(s) but was sent "
            + $"'{form.Names.Count}'."));
    }

    private static WireAnswer Refused(ExchangeRefusal refusal, bool market) => refusal switch
    {
        ExchangeRefusal.Price => Error(400, -1013, "Filter failure: PRICE_FILTER"),
        ExchangeRefusal.Quantity => Error(400, -1013, market
            ? "Filter failure: MARKET_LOT_SIZE" : "Filter failure: LOT_SIZE"),
        ExchangeRefusal.Notional => Error(400, -1013, "Filter failure: NOTIONAL"),
        ExchangeRefusal.TooManyOpen => Error(400, -1013, "Filter failure: MAX_NUM_ORDERS"),
        ExchangeRefusal.NoMarketOrders =>
            Error(400, -2010, "Market orders are not supported for this symbol."),
        ExchangeRefusal.UnknownSymbol => Error(400, -1121, "Invalid symbol."),
        ExchangeRefusal.NotTrading => Error(400, -2010, "Market is closed."),
        ExchangeRefusal.Funds =>
            Error(400, -2010, "Account has insufficient balance for requested action."),
        ExchangeRefusal.DuplicateId => Error(400, -2010, "Duplicate order sent."),
        ExchangeRefusal.WouldTake => Error(400, -2010, "Order would immediately match and take."),
        ExchangeRefusal.WouldTrigger => Error(400, -2010, "Order would trigger immediately."),
        _ => throw new InvalidOperationException($"No words for {refusal}."),
    };

    [GeneratedRegex("^[a-zA-Z0-9-_]{1,36}$")]
    private static partial Regex ClientId();
}
