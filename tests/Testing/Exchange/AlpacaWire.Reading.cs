using System.Globalization;
using System.Text.Json.Nodes;

namespace TradingBase.Testing.Exchange;

public sealed partial class AlpacaWire
{
    private const string Dollars = "USD";
    private static readonly TimeOnly Opens = new(9, 30);
    private static readonly TimeOnly Closes = new(16, 0);

    private JsonObject Account()
    {
        decimal cash = Core.Ledger.Total(Dollars);
        decimal[] values = [.. Core.Symbols.Select(symbol => Held(symbol) * Mark(symbol))];
        decimal equity = cash + values.Sum();
        decimal margin = values.Sum(Math.Abs);
        return new()
        {
            ["id"] = "e6fe16f3-64a4-4921-8928-cadf02f92f98",
            ["account_number"] = "PA0000000001",
            ["status"] = "ACTIVE",
            ["crypto_status"] = "ACTIVE",
            ["currency"] = Dollars,
            ["cash"] = Plain(cash),
            ["portfolio_value"] = Plain(equity),
            ["equity"] = Plain(equity),
            ["last_equity"] = Plain(equity),
            ["buying_power"] = Plain(Math.Max(0, Core.Ledger[ExchangeLedger.Free, Dollars])),
            ["multiplier"] = "1",
            ["long_market_value"] = Plain(values.Where(value => value > 0).Sum()),
            ["short_market_value"] = Plain(values.Where(value => value < 0).Sum()),
            ["initial_margin"] = Plain(margin),
            ["maintenance_margin"] = Plain(margin),
            ["last_maintenance_margin"] = Plain(margin),
            ["daytrade_count"] = 0,
            ["pattern_day_trader"] = false,
            ["trading_blocked"] = false,
            ["transfers_blocked"] = false,
            ["account_blocked"] = false,
            ["trade_suspended_by_user"] = false,
            ["shorting_enabled"] = Core.Symbols.Any(symbol => symbol.AllowsShort),
            ["created_at"] = "2024-01-02T15:04:05.000000Z",
        };
    }

    private WireAnswer Positions(string path)
    {
        ExchangeSymbol[] held = [.. Core.Symbols.Where(symbol => Held(symbol) != 0)];
        if (path is "/v2/positions")
        {
            return WireAnswer.Json(new JsonArray([.. held.Select(Position)]));
        }

        string name = Uri.UnescapeDataString(path["/v2/positions/".Length..]);
        return held.FirstOrDefault(symbol => PositionName(symbol) == name || symbol.Name == name) is { } found
            ? WireAnswer.Json(Position(found))
            : Error(404, 40410000, "position does not exist");
    }

    private JsonObject Position(ExchangeSymbol symbol)
    {
        decimal quantity = Held(symbol);
        decimal price = Mark(symbol);
        decimal entry = MeanEntry(symbol);
        return new()
        {
            ["asset_id"] = AssetId(symbol.Name),
            ["symbol"] = PositionName(symbol),
            ["exchange"] = IsCoin(symbol.Name) ? "CRYPTO" : "NASDAQ",
            ["asset_class"] = IsCoin(symbol.Name) ? "crypto" : "us_equity",
            ["avg_entry_price"] = Plain(Math.Round(entry, 8)),
            ["qty"] = Plain(quantity),
            ["qty_available"] = Plain(Core.Ledger[ExchangeLedger.Free, symbol.Base]),
            ["side"] = quantity > 0 ? "long" : "short",
            ["market_value"] = Plain(quantity * price),
            ["cost_basis"] = Plain(Math.Round(quantity * entry, 8)),
            ["unrealized_pl"] = Plain(Math.Round(quantity * (price - entry), 8)),
            ["current_price"] = Plain(price),
            ["lastday_price"] = Plain(price),
            ["change_today"] = "0",
        };
    }

    /// <summary>Mean price of what is held, by the trades since it was last flat; the price now for what
    /// came as a deposit.</summary>
    private decimal MeanEntry(ExchangeSymbol symbol)
    {
        (decimal held, decimal mean) = (0m, Mark(symbol));
        foreach (ExchangeTrade trade in Core.Trades.Where(trade => trade.Order.Ticket.Symbol == symbol.Name))
        {
            decimal signed = trade.Order.Ticket.IsBuy ? trade.Quantity : -trade.Quantity;
            decimal next = held + signed;
            if (held == 0 || Math.Sign(next) == -Math.Sign(held))
            {
                mean = trade.Price;
            }
            else if (Math.Sign(signed) == Math.Sign(held))
            {
                mean = (mean * held + trade.Price * signed) / next;
            }

            held = next;
        }

        return mean;
    }

    private WireAnswer Clock()
    {
        DateTimeOffset now = TimeZoneInfo.ConvertTime(Core.Now, NewYork);
        return WireAnswer.Json(new JsonObject
        {
            ["timestamp"] = Local(now),
            ["is_open"] = IsSession(now),
            ["next_open"] = Local(Next(Opens)),
            ["next_close"] = Local(Next(Closes)),
        });
    }

    private static WireAnswer Calendar(WireForm form)
    {
        DateOnly start = DateOnly.Parse(form["start"] ?? "2024-01-01", CultureInfo.InvariantCulture);
        DateOnly end = DateOnly.Parse(form["end"] ?? "2029-12-31", CultureInfo.InvariantCulture);
        JsonArray days = [];
        for (DateOnly day = start; day <= end; day = day.AddDays(1))
        {
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            {
                days.Add(new JsonObject
                {
                    ["date"] = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                    ["open"] = "09:30", ["close"] = "16:00",
                    ["session_open"] = "0400", ["session_close"] = "2000",
                });
            }
        }

        return WireAnswer.Json(days);
    }

    private WireAnswer Assets(string path)
    {
        if (path is "/v2/assets")
        {
            return WireAnswer.Json(new JsonArray([.. Core.Symbols.Select(Asset)]));
        }

        string name = Uri.UnescapeDataString(path["/v2/assets/".Length..]);
        return Core.SymbolOf(name) is { } symbol
            ? WireAnswer.Json(Asset(symbol))
            : Error(404, 40410000, $"asset not found for {name}");
    }

    private JsonObject Asset(ExchangeSymbol symbol) => new()
    {
        ["id"] = AssetId(symbol.Name),
        ["class"] = IsCoin(symbol.Name) ? "crypto" : "us_equity",
        ["exchange"] = IsCoin(symbol.Name) ? "CRYPTO" : "NASDAQ",
        ["symbol"] = symbol.Name,
        ["name"] = symbol.Name,
        ["status"] = "active",
        ["tradable"] = Core.IsTrading(symbol.Name),
        ["marginable"] = false,
        ["shortable"] = symbol.AllowsShort,
        ["easy_to_borrow"] = symbol.AllowsShort,
        ["fractionable"] = symbol.Lot < 1,
        ["min_order_size"] = Plain(symbol.MinQuantity),
        ["min_trade_increment"] = Plain(symbol.Lot),
        ["price_increment"] = Plain(symbol.Tick),
    };

    private decimal Held(ExchangeSymbol symbol) => Core.Ledger.Total(symbol.Base);

    private decimal Mark(ExchangeSymbol symbol) =>
        Core.QuoteOf(symbol.Name) is { } quote ? (quote.Bid + quote.Ask) / 2 : 0;

    private DateTimeOffset NextClose() => Next(Closes);

    /// <summary>The next weekday's moment at this hour in New York, after now.</summary>
    private DateTimeOffset Next(TimeOnly hour)
    {
        DateTimeOffset now = TimeZoneInfo.ConvertTime(Core.Now, NewYork);
        for (DateOnly day = DateOnly.FromDateTime(now.DateTime); ; day = day.AddDays(1))
        {
            DateTime local = day.ToDateTime(hour);
            DateTimeOffset at = new(local, NewYork.GetUtcOffset(local));
            if (at > now && day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            {
                return at;
            }
        }
    }

    private static bool IsSession(DateTimeOffset local) =>
        local.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)
        && TimeOnly.FromTimeSpan(local.TimeOfDay) is TimeOnly hour && hour >= Opens && hour < Closes;

    // Positions in coins drop the slash that orders have.
    private static string PositionName(ExchangeSymbol symbol) =>
        symbol.Name.Replace("/", "", StringComparison.Ordinal);

    private static string Local(DateTimeOffset at) =>
        at.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffffzzz", CultureInfo.InvariantCulture);

    private static string AssetId(string symbol)
    {
        uint hash = 2166136261;
        foreach (char letter in symbol)
        {
            hash = unchecked((hash ^ letter) * 16777619);
        }

        return $"{hash.ToString("x8", CultureInfo.InvariantCulture)}-0000-4000-8000-000000000003";
    }
}
