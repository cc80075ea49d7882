using System.Globalization;
using System.Text.Json.Nodes;

namespace TradingBase.Testing.Exchange;

public sealed partial class KrakenWire
{
    private const int PageSize = 50;

    private WireAnswer? CheckTerms(WireForm form)
    {
        if (form["pair"] is not { } pair || SymbolOf(pair) is null)
        {
            return Fault("EQuery:Unknown asset pair");
        }

        string type = form["ordertype"] ?? "";
        bool limits = type is "limit" or "stop-loss-limit";
        bool stops = type is "stop-loss" or "stop-loss-limit";
        string? wrong = type is not ("market" or "limit" or "stop-loss" or "stop-loss-limit") ? "ordertype"
            : form["type"] is not ("buy" or "sell") ? "type"
            : form.Number("volume") is not > 0 ? "volume"
            : (limits || stops) != form.Number("price") is not null ? "price"
            : (limits && stops) != form.Number("price2") is not null ? "price2"
            : form["timeinforce"] is not (null or "GTC" or "IOC" or "FOK") ? "timeinforce"
            : form["cl_ord_id"] is { } id && !(id.Length <= 18 || Guid.TryParse(id, out _)) ? "cl_ord_id"
            : form["cl_ord_id"] is not null && form["userref"] is not null ? "cl_ord_id and userref"
            : null;
        return wrong is null ? null : Fault($"EGeneral:Invalid arguments:{wrong}");
    }

    private ExchangeTicket Ticket(WireForm form)
    {
        bool stops = form["ordertype"] is "stop-loss" or "stop-loss-limit";
        return new(
            SymbolOf(form["pair"]!)!.Name, form["cl_ord_id"], form["type"] is "buy",
            form["ordertype"] switch
            {
                "market" => ExchangeOrderKind.Market,
                "stop-loss" => ExchangeOrderKind.Stop,
                "stop-loss-limit" => ExchangeOrderKind.StopLimit,
                _ => ExchangeOrderKind.Limit,
            },
            form.Number("volume")!.Value)
        {
            Limit = stops ? form.Number("price2") : form.Number("price"),
            Stop = stops ? form.Number("price") : null,
            RestOnly = form["oflags"]?.Split(',').Contains("post") ?? false,
            Validity = form["timeinforce"] switch
            {
                "IOC" => ExchangeValidity.AtOnceOrCancel,
                "FOK" => ExchangeValidity.AllOrNothing,
                _ => ExchangeValidity.UntilCanceled,
            },
        };
    }

    private static JsonObject Orders(IEnumerable<ExchangeOrder> orders, WireForm form)
    {
        JsonObject all = [];
        foreach (ExchangeOrder order in orders)
        {
            all.Add(Id(order), Order(order, form["trades"] is "true"));
        }

        return all;
    }

    private static JsonObject Order(ExchangeOrder order, bool withTrades)
    {
        ExchangeTicket ticket = order.Ticket;
        JsonObject body = new()
        {
            ["refid"] = null,
            ["userref"] = 0,
            ["cl_ord_id"] = ticket.ClientId,
            ["status"] = order.State switch
            {
                ExchangeOrderState.Waiting or ExchangeOrderState.Open or ExchangeOrderState.Partial => "open",
                ExchangeOrderState.Filled => "closed",
                // What the venue ends by itself after a part was traded counts as closed.
                ExchangeOrderState.Expired when order.Filled > 0
                    && ticket.Kind is ExchangeOrderKind.Market => "closed",
                ExchangeOrderState.Expired when ticket.ExpiresAt is not null => "expired",
                _ => "canceled",
            },
            ["opentm"] = Seconds(order.CreatedAt),
            ["starttm"] = 0,
            ["expiretm"] = 0,
            ["descr"] = new JsonObject
            {
                ["pair"] = ticket.Symbol,
                ["type"] = ticket.IsBuy ? "buy" : "sell",
                ["ordertype"] = Kind(ticket),
                ["price"] = Plain(ticket.Stop ?? ticket.Limit ?? 0),
                ["price2"] = Plain(ticket.Stop is null ? 0 : ticket.Limit ?? 0),
                ["leverage"] = "none",
                ["order"] = Words(ticket),
                ["close"] = "",
            },
            ["vol"] = Eight(ticket.Quantity),
            ["vol_exec"] = Eight(order.Filled),
            ["cost"] = Plain(order.Worth),
            ["fee"] = Plain(order.FeeInQuote),
            ["price"] = Plain(Math.Round(order.MeanPrice, 8)),
            ["stopprice"] = Plain(ticket.Stop ?? 0),
            ["limitprice"] = "0.00000",
            ["misc"] = "",
            ["oflags"] = ticket.RestOnly ? "fciq,post" : "fciq",
        };
        if (withTrades && order.Trades.Count > 0)
        {
            body["trades"] = new JsonArray(
                [.. order.Trades.Select(trade => JsonValue.Create(TradeId(trade)))]);
        }

        if (!order.IsOpen)
        {
            body["closetm"] = Seconds(order.UpdatedAt);
            body["reason"] = order.State is ExchangeOrderState.Canceled ? "User requested" : null;
        }

        return body;
    }

    private WireAnswer Trades(WireForm form)
    {
        (decimal? start, decimal? end) = (form.Number("start"), form.Number("end"));
        ExchangeTrade[] found = [.. Core.VisibleTrades().Reverse().Where(trade =>
            (start is null || Seconds(trade.At) > start) && (end is null || Seconds(trade.At) <= end))];
        return Good(new JsonObject
        {
            ["trades"] = Page(found, (int)(form.Whole("ofs") ?? 0)),
            ["count"] = found.Length,
        });
    }

    private JsonObject Page(IEnumerable<ExchangeTrade> newestFirst, int offset)
    {
        JsonObject page = [];
        foreach (ExchangeTrade trade in newestFirst.Skip(offset).Take(PageSize))
        {
            page.Add(TradeId(trade), new JsonObject
            {
                ["ordertxid"] = Id(trade.Order),
                ["postxid"] = "TKH2SE-M7IF5-CFI7LT",
                ["pair"] = PairKey(Core.SymbolOf(trade.Order.Ticket.Symbol)!),
                ["time"] = Seconds(trade.At),
                ["type"] = trade.Order.Ticket.IsBuy ? "buy" : "sell",
                ["ordertype"] = Kind(trade.Order.Ticket),
                ["price"] = Plain(trade.Price),
                ["cost"] = Plain(trade.Price * trade.Quantity),
                ["fee"] = Plain(trade.Fee),
                ["vol"] = Eight(trade.Quantity),
                ["margin"] = "0.00000",
                ["misc"] = "",
                ["trade_id"] = trade.Id,
                ["maker"] = trade.IsMaker,
            });
        }

        return page;
    }

    private WireAnswer Balance()
    {
        JsonObject all = [];
        foreach (string asset in Core.Ledger.Assets.Where(asset => Core.Ledger.Total(asset) != 0))
        {
            all.Add(AssetKey(asset), Plain(Core.Ledger.Total(asset)));
        }

        return Good(all);
    }

    private WireAnswer BalanceWithHolds()
    {
        JsonObject all = [];
        foreach (string asset in Core.Ledger.Assets.Where(asset => Core.Ledger.Total(asset) != 0))
        {
            all.Add(AssetKey(asset), new JsonObject
            {
                ["balance"] = Plain(Core.Ledger.Total(asset)),
                ["hold_trade"] = Plain(Core.Ledger[ExchangeLedger.Locked, asset]),
            });
        }

        return Good(all);
    }

    private WireAnswer Public(WireRequest request)
    {
        WireForm form = new(request.Query, request.Text);
        string[]? wanted = form["pair"]?.Split(',');
        if (wanted is not null && Array.Exists(wanted, pair => SymbolOf(pair) is null))
        {
            return Fault("EQuery:Unknown asset pair");
        }

        IEnumerable<ExchangeSymbol> symbols = wanted?.Select(pair => SymbolOf(pair)!) ?? Core.Symbols;
        return Recognize(request) switch
        {
            WireCall.Time => Good(new JsonObject
            {
                ["unixtime"] = Core.Now.ToUnixTimeSeconds(),
                ["rfc1123"] = Core.Now.UtcDateTime.ToString(
                    "ddd, dd MMM yy HH:mm:ss +0000", CultureInfo.InvariantCulture),
            }),
            WireCall.Rules => Good(new JsonObject(symbols.Select(symbol =>
                KeyValuePair.Create<string, JsonNode?>(PairKey(symbol), Rule(symbol))))),
            WireCall.Quote => Good(new JsonObject(symbols.Select(symbol =>
                KeyValuePair.Create<string, JsonNode?>(PairKey(symbol), Ticker(symbol))))),
            _ => Fault("EGeneral:Unknown method"),
        };
    }

    private JsonObject Rule(ExchangeSymbol symbol) => new()
    {
        ["altname"] = symbol.Name,
        ["wsname"] = $"{symbol.Base}/{symbol.Quote}",
        ["aclass_base"] = "currency",
        ["base"] = AssetKey(symbol.Base),
        ["aclass_quote"] = "currency",
        ["quote"] = AssetKey(symbol.Quote),
        ["lot"] = "unit",
        ["cost_decimals"] = 5,
        ["pair_decimals"] = Decimals(symbol.Tick),
        ["lot_decimals"] = Decimals(symbol.Lot),
        ["lot_multiplier"] = 1,
        ["leverage_buy"] = new JsonArray(),
        ["leverage_sell"] = new JsonArray(),
        ["fees"] = new JsonArray(new JsonArray(0, symbol.TakerFee * 100)),
        ["fees_maker"] = new JsonArray(new JsonArray(0, symbol.MakerFee * 100)),
        ["fee_volume_currency"] = "ZUSD",
        ["ordermin"] = Plain(symbol.MinQuantity),
        ["costmin"] = Plain(symbol.MinNotional),
        ["tick_size"] = Plain(symbol.Tick),
        ["status"] = Core.IsTrading(symbol.Name) ? "online" : "cancel_only",
    };

    private JsonObject Ticker(ExchangeSymbol symbol)
    {
        ExchangeQuote quote = Core.QuoteOf(symbol.Name) ?? default;
        string size = Eight(quote.Size);
        return new()
        {
            ["a"] = new JsonArray(Plain(quote.Ask), "1", size),
            ["b"] = new JsonArray(Plain(quote.Bid), "1", size),
            ["c"] = new JsonArray(Plain(quote.Bid), size),
            ["o"] = Plain(quote.Bid),
        };
    }

    private ExchangeSymbol? SymbolOf(string pair) => Core.Symbols.FirstOrDefault(symbol =>
        pair == symbol.Name || pair == PairKey(symbol) || pair == $"{symbol.Base}/{symbol.Quote}");

    // Old assets have a class letter before their name, and so have pairs of two of them.
    private static string AssetKey(string asset) => asset switch
    {
        "XBT" or "ETH" or "LTC" or "XRP" => $"X{asset}",
        "USD" or "EUR" or "GBP" or "JPY" => $"Z{asset}",
        _ => asset,
    };

    private static string PairKey(ExchangeSymbol symbol)
    {
        bool old = AssetKey(symbol.Base) != symbol.Base && AssetKey(symbol.Quote) != symbol.Quote;
        return old ? AssetKey(symbol.Base) + AssetKey(symbol.Quote) : symbol.Name;
    }

    private static string Kind(ExchangeTicket ticket) => ticket.Kind switch
    {
        ExchangeOrderKind.Market => "market",
        ExchangeOrderKind.Stop => "stop-loss",
        ExchangeOrderKind.StopLimit => "stop-loss-limit",
        _ => "limit",
    };

    private static string Words(ExchangeTicket ticket) =>
        $"{(ticket.IsBuy ? "buy" : "sell")} {Eight(ticket.Quantity)} {ticket.Symbol} @ {Kind(ticket)}"
        + ((ticket.Stop ?? ticket.Limit) is { } price ? $" {Plain(price)}" : "");

    private static string Id(ExchangeOrder order) =>
        $"O{order.Id.ToString("X5", CultureInfo.InvariantCulture)}-VENUE-ORDERS";

    private static string TradeId(ExchangeTrade trade) =>
        $"T{trade.Id.ToString("X5", CultureInfo.InvariantCulture)}-VENUE-TRADES";

    private static int Decimals(decimal step) => (step / 1.0000000000000000000000000m).Scale;

    private static decimal Seconds(DateTimeOffset at) => at.ToUnixTimeMilliseconds() / 1000m;

    private static string Zulu(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Eight(decimal value) => value.ToString("0.00000000", CultureInfo.InvariantCulture);
}
