using System.Globalization;
using System.Text.Json.Nodes;

namespace TradingBase.Testing.Exchange;

/// <summary>What traps do to the exchange and to answers.</summary>
internal static class TrapEffects
{
    private const string Exponent = "0.##################E+0";

    public static decimal Part(ExchangeOrder order, Trap trap)
    {
        decimal lot = 1e-8m;
        return Math.Max(lot, Math.Round(order.Left * (trap.Value ?? 1m), 8, MidpointRounding.ToZero));
    }

    public static void Before(Trap trap, VenueWire wire, WireRequest request, TimeSpan? wait)
    {
        ExchangeCore core = wire.Core;
        switch (trap.Kind)
        {
            case TrapKind.ClockSkew:
                core.ClockOffset = wait ?? TimeSpan.Zero;
                break;
            case TrapKind.NonceBack:
                wire.SpoilNonce(request);
                break;
            case TrapKind.ThinDepth:
                Requote(core, _ => true, quote => quote with { Size = trap.Value ?? 0 });
                break;
            case TrapKind.PriceJump:
                Requote(core, _ => true, quote => Shift(quote, (trap.Value ?? 1) - 1));
                break;
            case TrapKind.NegativePrice:
                Requote(core, symbol => symbol.AllowsNegativePrice, quote => Shift(quote, -1.5m));
                break;
            case TrapKind.Split:
                foreach (ExchangeSymbol symbol in core.Symbols)
                {
                    core.Split(symbol.Name, trap.Value ?? 2);
                }

                break;
            case TrapKind.Halt:
                foreach (ExchangeSymbol symbol in core.Symbols)
                {
                    core.Halt(symbol.Name);
                    core.Schedule(
                        core.Now - core.ClockOffset + (wait ?? TimeSpan.FromMinutes(1)),
                        () => core.Halt(symbol.Name, halted: false));
                }

                break;
        }
    }

    /// <summary>What follows at once, before the answer is read.</summary>
    public static void After(
        Trap trap, ExchangeCore core, Dictionary<ExchangeOrder, bool> before, TimeSpan? wait)
    {
        ExchangeOrder[] made = [.. core.Orders.Where(order => !before.ContainsKey(order))];
        foreach (ExchangeOrder order in made)
        {
            if (trap.Kind is TrapKind.LateVisible)
            {
                order.VisibleFrom = core.Now + (wait ?? TimeSpan.FromSeconds(1));
            }
            else if (trap.Kind is TrapKind.FillBeforeAnswer && order.IsOpen)
            {
                core.FillNow(order, Part(order, trap));
            }
        }

        if (trap.Kind is TrapKind.FillAfterCancel)
        {
            foreach (ExchangeOrder order in before.Where(pair => pair.Value).Select(pair => pair.Key)
                .Where(order => order.State is ExchangeOrderState.Canceled))
            {
                core.FillNow(order, Part(order, trap));
            }
        }
    }

    public static WireAnswer Bend(
        Trap trap, VenueWire wire, WireRequest request, WireAnswer answer, TimeSpan? wait) => trap.Kind switch
    {
        TrapKind.LostAnswer or TrapKind.LateVisible => answer with { Delivery = WireDelivery.Never },
        TrapKind.CutAfter => answer with { Delivery = WireDelivery.Cut },
        TrapKind.CutInBody => answer with { Delivery = WireDelivery.CutInBody },
        TrapKind.GatewayTimeoutAfter => new(504, "<html><body><h1>504</h1></body></html>")
        {
            ContentType = "text/html",
        },
        TrapKind.OutcomeUnknown => wire.Refuse(trap.Kind, null),
        TrapKind.HalfBody => answer with { Body = answer.Body[..(answer.Body.Length / 2)] },
        TrapKind.EmptyBody => answer with { Body = "" },
        TrapKind.SlowAnswer => answer with { Delay = wait ?? TimeSpan.FromSeconds(1) },
        TrapKind.ExponentNumbers => Rewrite(answer, body => Exponents(body)),
        TrapKind.UnknownStatus => Rewrite(answer, body => Strange(body)),
        TrapKind.PageLoop => Rewrite(answer, body => wire.LoopPage(body, request)),
        TrapKind.DuplicateTrades => Rewrite(answer, body => Twice(wire.TradesIn(body))),
        TrapKind.ReorderedTrades => Rewrite(answer, body => Reverse(wire.TradesIn(body))),
        TrapKind.OtherPrice => Rewrite(answer, body => Reprice(wire.TradesIn(body), trap.Value ?? 1.01m)),
        _ => answer,
    };

    private static void Requote(
        ExchangeCore core, Func<ExchangeSymbol, bool> which, Func<ExchangeQuote, ExchangeQuote> change)
    {
        foreach (ExchangeSymbol symbol in core.Symbols.Where(which))
        {
            if (core.QuoteOf(symbol.Name) is { } quote)
            {
                ExchangeQuote next = change(quote);
                decimal bid = Math.Floor(next.Bid / symbol.Tick) * symbol.Tick;
                decimal spread = quote.Ask - quote.Bid;
                core.SetQuote(symbol.Name, bid, bid + spread, next.Size);
            }
        }
    }

    private static ExchangeQuote Shift(ExchangeQuote quote, decimal share) =>
        quote with { Bid = quote.Bid + Math.Abs(quote.Bid) * share };

    // An answer without a body, as to a cancel, or in plain words has nothing to rewrite.
    private static WireAnswer Rewrite(WireAnswer answer, Action<JsonNode> change)
    {
        if (answer.Body.Length == 0 || answer.ContentType is not "application/json")
        {
            return answer;
        }

        JsonNode body = answer.Tree();
        change(body);
        return answer with { Body = body.ToJsonString() };
    }

    private static void Exponents(JsonNode? node)
    {
        ForEach(node, (_, value) =>
            value.TryGetValue(out string? text) && text.Contains('.', StringComparison.Ordinal)
                && decimal.TryParse(
                    text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number)
                    ? JsonValue.Create(number.ToString(Exponent, CultureInfo.InvariantCulture))
                    : null);
    }

    private static void Strange(JsonNode? node) => ForEach(node, (name, value) =>
        name == "status" && value.TryGetValue(out string? _) ? JsonValue.Create("HIBERNATING") : null);

    private static void ForEach(JsonNode? node, Func<string?, JsonValue, JsonNode?> change)
    {
        switch (node)
        {
            case JsonObject group:
                foreach ((string name, JsonNode? child) in group.ToArray())
                {
                    if (child is JsonValue value && change(name, value) is { } changed)
                    {
                        group[name] = changed;
                    }

                    ForEach(child, change);
                }

                break;
            case JsonArray list:
                for (int i = 0; i < list.Count; i++)
                {
                    if (list[i] is JsonValue value && change(null, value) is { } changed)
                    {
                        list[i] = changed;
                    }

                    ForEach(list[i], change);
                }

                break;
        }
    }

    private static void Twice(JsonNode? trades)
    {
        if (trades is JsonArray list)
        {
            foreach (JsonNode? trade in list.ToArray())
            {
                list.Add(trade!.DeepClone());
            }
        }
    }

    private static void Reverse(JsonNode? trades)
    {
        if (trades is JsonArray list)
        {
            JsonNode?[] reversed = [.. list.Reverse()];
            list.Clear();
            Array.ForEach(reversed, list.Add);
        }
        else if (trades is JsonObject group)
        {
            KeyValuePair<string, JsonNode?>[] reversed = [.. group.Reverse()];
            group.Clear();
            Array.ForEach(reversed, pair => group.Add(pair.Key, pair.Value));
        }
    }

    private static void Reprice(JsonNode? trades, decimal factor)
    {
        IEnumerable<JsonNode?> all = trades switch
        {
            JsonArray list => list,
            JsonObject group => group.Select(pair => pair.Value),
            _ => [],
        };
        foreach (JsonNode? trade in all)
        {
            if (trade?["price"] is JsonValue price && price.TryGetValue(out string? text))
            {
                decimal other =
                    decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) * factor;
                trade["price"] = other.ToString("0.00000000", CultureInfo.InvariantCulture);
            }
        }
    }
}
