using System.Globalization;
using System.Text.Json.Nodes;

namespace TradingBase.Testing.Exchange;

public sealed partial class BinanceWire
{
    private WireAnswer Public(WireCall call, WireForm form)
    {
        if (call is WireCall.Time)
        {
            return WireAnswer.Json(new JsonObject { ["serverTime"] = Millis(Core.Now) });
        }

        string? wanted = form["symbol"];
        ExchangeSymbol[] symbols = [.. Core.Symbols.Where(symbol => wanted is null || symbol.Name == wanted)];
        if (wanted is not null && symbols.Length == 0)
        {
            return Error(400, -1121, "Invalid symbol.");
        }

        return call is WireCall.Rules ? Rules(symbols) : wanted is not null
            ? WireAnswer.Json(Ticker(symbols[0]))
            : WireAnswer.Json(new JsonArray([.. symbols.Select(Ticker)]));
    }

    private WireAnswer Rules(ExchangeSymbol[] symbols) => WireAnswer.Json(new JsonObject
    {
        ["timezone"] = "UTC",
        ["serverTime"] = Millis(Core.Now),
        ["rateLimits"] = new JsonArray(
            Limit("REQUEST_WEIGHT", "MINUTE", 1, WeightPerMinute),
            Limit("ORDERS", "SECOND", 10, OrdersPerTenSeconds),
            Limit("ORDERS", "DAY", 1, 200000),
            Limit("RAW_REQUESTS", "MINUTE", 5, 61000)),
        ["exchangeFilters"] = new JsonArray(),
        ["symbols"] = new JsonArray([.. symbols.Select(Rule)]),
    });

    private static JsonObject Limit(string type, string interval, int number, int limit) => new()
    {
        ["rateLimitType"] = type, ["interval"] = interval, ["intervalNum"] = number, ["limit"] = limit,
    };

    private JsonObject Rule(ExchangeSymbol symbol) => new()
    {
        ["symbol"] = symbol.Name,
        ["status"] = Core.IsTrading(symbol.Name) ? "TRADING" : "HALT",
        ["baseAsset"] = symbol.Base,
        ["baseAssetPrecision"] = 8,
        ["quoteAsset"] = symbol.Quote,
        ["quotePrecision"] = 8,
        ["quoteAssetPrecision"] = 8,
        ["baseCommissionPrecision"] = 8,
        ["quoteCommissionPrecision"] = 8,
        ["orderTypes"] = new JsonArray("LIMIT", "LIMIT_MAKER", "MARKET", "STOP_LOSS", "STOP_LOSS_LIMIT"),
        ["icebergAllowed"] = false,
        ["ocoAllowed"] = false,
        ["quoteOrderQtyMarketAllowed"] = false,
        ["isSpotTradingAllowed"] = true,
        ["isMarginTradingAllowed"] = false,
        ["filters"] = new JsonArray(
            new JsonObject
            {
                ["filterType"] = "PRICE_FILTER", ["minPrice"] = Eight(symbol.Tick),
                ["maxPrice"] = "1000000.00000000", ["tickSize"] = Eight(symbol.Tick),
            },
            Lots("LOT_SIZE", symbol),
            Lots("MARKET_LOT_SIZE", symbol),
            new JsonObject
            {
                ["filterType"] = "NOTIONAL", ["minNotional"] = Eight(symbol.MinNotional),
                ["applyMinToMarket"] = true, ["maxNotional"] = "9000000.00000000",
                ["applyMaxToMarket"] = false, ["avgPriceMins"] = 0,
            },
            new JsonObject { ["filterType"] = "MAX_NUM_ORDERS", ["maxNumOrders"] = symbol.MaxOpenOrders }),
        ["permissions"] = new JsonArray(),
        ["permissionSets"] = new JsonArray(new JsonArray("SPOT")),
        ["defaultSelfTradePreventionMode"] = "NONE",
        ["allowedSelfTradePreventionModes"] = new JsonArray("NONE"),
    };

    private static JsonObject Lots(string filter, ExchangeSymbol symbol) => new()
    {
        ["filterType"] = filter, ["minQty"] = Eight(symbol.MinQuantity),
        ["maxQty"] = Eight(symbol.MaxQuantity), ["stepSize"] = Eight(symbol.Lot),
    };

    private JsonObject Ticker(ExchangeSymbol symbol)
    {
        ExchangeQuote quote = Core.QuoteOf(symbol.Name) ?? default;
        return new()
        {
            ["symbol"] = symbol.Name,
            ["bidPrice"] = Eight(quote.Bid),
            ["bidQty"] = Eight(quote.Size),
            ["askPrice"] = Eight(quote.Ask),
            ["askQty"] = Eight(quote.Size),
        };
    }

    private WireAnswer OpenOrders(WireForm form)
    {
        string? symbol = form["symbol"];
        return symbol is not null && Core.SymbolOf(symbol) is null
            ? Error(400, -1121, "Invalid symbol.")
            : WireAnswer.Json(new JsonArray([.. Core.Visible()
                .Where(order => order.IsOpen && (symbol is null || order.Ticket.Symbol == symbol))
                .Select(Asked)]));
    }

    private WireAnswer Account(WireForm form)
    {
        IEnumerable<string> assets = Core.Symbols.SelectMany(symbol => new[] { symbol.Base, symbol.Quote })
            .Concat(Core.Ledger.Assets).Distinct().Order(StringComparer.Ordinal)
            .Where(asset => form["omitZeroBalances"] is not "true" || Core.Ledger.Total(asset) != 0);
        ExchangeSymbol? symbol = Core.Symbols is [ExchangeSymbol first, ..] ? first : null;
        return WireAnswer.Json(new JsonObject
        {
            ["makerCommission"] = (int)((symbol?.MakerFee ?? 0) * 10000),
            ["takerCommission"] = (int)((symbol?.TakerFee ?? 0) * 10000),
            ["buyerCommission"] = 0,
            ["sellerCommission"] = 0,
            ["commissionRates"] = new JsonObject
            {
                ["maker"] = Eight(symbol?.MakerFee ?? 0), ["taker"] = Eight(symbol?.TakerFee ?? 0),
                ["buyer"] = Eight(0), ["seller"] = Eight(0),
            },
            ["canTrade"] = true,
            ["canWithdraw"] = false,
            ["canDeposit"] = true,
            ["brokered"] = false,
            ["requireSelfTradePrevention"] = false,
            ["preventSor"] = false,
            ["updateTime"] = Millis(Core.Now),
            ["accountType"] = "SPOT",
            ["balances"] = new JsonArray([.. assets.Select(asset => new JsonObject
            {
                ["asset"] = asset,
                ["free"] = Eight(Core.Ledger[ExchangeLedger.Free, asset]),
                ["locked"] = Eight(Core.Ledger[ExchangeLedger.Locked, asset]),
            })]),
            ["permissions"] = new JsonArray("SPOT"),
            ["uid"] = 354937868,
        });
    }

    private WireAnswer Trades(WireForm form)
    {
        if (form["symbol"] is not { } symbol || Core.SymbolOf(symbol) is null)
        {
            return form["symbol"] is null
                ? NotSent("symbol")
                : Error(400, -1121, "Invalid symbol.");
        }

        (long? from, long? start, long? end) =
            (form.Whole("fromId"), form.Whole("startTime"), form.Whole("endTime"));
        if (end - start > 24L * 3600 * 1000)
        {
            return Error(400, -1127, "More than 24 hours between startTime and endTime.");
        }

        if (from is not null && (start is not null || end is not null))
        {
            return Error(400, -1128, "Combination of optional parameters invalid.");
        }

        int limit = (int)Math.Min(1000, form.Whole("limit") ?? 500);
        List<ExchangeTrade> found = [.. Core.VisibleTrades().Where(trade =>
            trade.Order.Ticket.Symbol == symbol
            && (form["orderId"] is null || trade.Order.Id == form.Whole("orderId"))
            && (from is null || trade.Id >= from)
            && (start is null || Millis(trade.At) >= start)
            && (end is null || Millis(trade.At) <= end))];
        bool oldest = from is not null || start is not null;
        return WireAnswer.Json(new JsonArray(
            [.. (oldest ? found.Take(limit) : found.TakeLast(limit)).Select(Trade)]));
    }

    private static JsonObject Trade(ExchangeTrade trade) => new()
    {
        ["symbol"] = trade.Order.Ticket.Symbol,
        ["id"] = trade.Id,
        ["orderId"] = trade.Order.Id,
        ["orderListId"] = -1,
        ["price"] = Eight(trade.Price),
        ["qty"] = Eight(trade.Quantity),
        ["quoteQty"] = Eight(trade.Price * trade.Quantity),
        ["commission"] = Eight(trade.Fee),
        ["commissionAsset"] = trade.FeeAsset,
        ["time"] = Millis(trade.At),
        ["isBuyer"] = trade.Order.Ticket.IsBuy,
        ["isMaker"] = trade.IsMaker,
        ["isBestMatch"] = true,
    };

    private static JsonObject Placed(ExchangeOrder order, string kind)
    {
        JsonObject body = new()
        {
            ["symbol"] = order.Ticket.Symbol,
            ["orderId"] = order.Id,
            ["orderListId"] = -1,
            ["clientOrderId"] = order.Ticket.ClientId,
            ["transactTime"] = Millis(order.UpdatedAt),
        };
        if (kind is "RESULT" or "FULL")
        {
            AddTerms(body, order);
            body["workingTime"] = order.State is ExchangeOrderState.Waiting ? -1 : Millis(order.CreatedAt);
        }

        if (kind is "FULL")
        {
            body["fills"] = new JsonArray([.. order.Trades.Select(trade => new JsonObject
            {
                ["price"] = Eight(trade.Price),
                ["qty"] = Eight(trade.Quantity),
                ["commission"] = Eight(trade.Fee),
                ["commissionAsset"] = trade.FeeAsset,
                ["tradeId"] = trade.Id,
            })]);
        }

        return body;
    }

    private static JsonObject Asked(ExchangeOrder order)
    {
        JsonObject body = new()
        {
            ["symbol"] = order.Ticket.Symbol,
            ["orderId"] = order.Id,
            ["orderListId"] = -1,
            ["clientOrderId"] = order.Ticket.ClientId,
        };
        AddTerms(body, order);
        body["stopPrice"] = Eight(order.Ticket.Stop ?? 0);
        body["icebergQty"] = Eight(0);
        body["time"] = Millis(order.CreatedAt);
        body["updateTime"] = Millis(order.UpdatedAt);
        body["isWorking"] = order.State is not ExchangeOrderState.Waiting;
        body["workingTime"] = Millis(order.CreatedAt);
        return body;
    }

    private JsonObject Canceled(ExchangeOrder order, string? cancelId)
    {
        JsonObject body = new()
        {
            ["symbol"] = order.Ticket.Symbol,
            ["origClientOrderId"] = order.Ticket.ClientId,
            ["orderId"] = order.Id,
            ["orderListId"] = -1,
            ["clientOrderId"] = cancelId ?? $"cancel_{Digits(++_made)}",
            ["transactTime"] = Millis(order.UpdatedAt),
        };
        AddTerms(body, order);
        return body;
    }

    private static void AddTerms(JsonObject body, ExchangeOrder order)
    {
        ExchangeTicket ticket = order.Ticket;
        body["price"] = Eight(ticket.Limit ?? 0);
        body["origQty"] = Eight(ticket.Quantity);
        body["executedQty"] = Eight(order.Filled);
        body["origQuoteOrderQty"] = Eight(0);
        body["cummulativeQuoteQty"] = Eight(order.Worth);
        body["status"] = order.State switch
        {
            ExchangeOrderState.Partial => "PARTIALLY_FILLED",
            ExchangeOrderState.Filled => "FILLED",
            ExchangeOrderState.Canceled => "CANCELED",
            ExchangeOrderState.Expired => "EXPIRED",
            _ => "NEW",
        };
        body["timeInForce"] = ticket.Validity switch
        {
            ExchangeValidity.AtOnceOrCancel => "IOC",
            ExchangeValidity.AllOrNothing => "FOK",
            _ => "GTC",
        };
        body["type"] = ticket.RestOnly ? "LIMIT_MAKER" : ticket.Kind switch
        {
            ExchangeOrderKind.Market => "MARKET",
            ExchangeOrderKind.Stop => "STOP_LOSS",
            ExchangeOrderKind.StopLimit => "STOP_LOSS_LIMIT",
            _ => "LIMIT",
        };
        body["side"] = ticket.IsBuy ? "BUY" : "SELL";
        body["selfTradePreventionMode"] = "NONE";
    }

    private static string Eight(decimal value) => value.ToString("0.00000000", CultureInfo.InvariantCulture);
}
