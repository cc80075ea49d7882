using System.Globalization;
using TradingBase.Adapters.Http;
using TradingBase.Execution;
using TradingBase.Markets;
using TradingBase.Strategy;

namespace TradingBase.Adapters.Brokers;

/// <content>What the venue says of the account, and taking everything back.</content>
public sealed partial class BinanceBroker
{
    private const int TradesInPage = 1000, SymbolsAtOnce = 8;

    /// <inheritdoc/>
    public override async Task<VenueAccount> ReadAccountAsync(
        DateTimeOffset fillsFrom, DeskClock now, CancellationToken cancellationToken)
    {
        DateTimeOffset at = Line.Clock.GetUtcNow();
        IReadOnlyList<VenueFields> open = await ReadOpenAsync(QuotaPriority.Normal, cancellationToken);
        List<BinanceSymbol> symbols = [];
        List<Fill> fills = [];
        foreach (InstrumentId id in Line.Settings.Instruments)
        {
            symbols.Add(await DescribeAsync(id.Symbol, cancellationToken));
            fills.AddRange(await ReadTradesSinceAsync(id, fillsFrom, cancellationToken));
        }

        VenueFields account = await NeedAsync(
            "the account", "/api/v3/account", [("omitZeroBalances", "true")], 20, QuotaPriority.Normal,
            cancellationToken);
        Dictionary<string, decimal> cash = account.Of("balances").Items()
            .Select(coin => (Coin: coin.Text("asset"), Sum: coin.Number("free") + coin.Number("locked")))
            .Where(coin => coin.Sum != 0)
            .ToDictionary(coin => coin.Coin, coin => coin.Sum, StringComparer.Ordinal);
        List<VenuePosition> positions = [];
        foreach ((BinanceSymbol symbol, InstrumentId id) in symbols.Zip(Line.Settings.Instruments))
        {
            // A coin that two pairs stand for is counted once, for the pair that configuration names first.
            if (cash.Remove(symbol.BaseCoin, out decimal held))
            {
                positions.Add(new(id, held, AveragePrice: null));
            }
        }

        return new(
            Name, at,
            [.. open.Select(ToVenueOrder).OrderBy(order => order.VenueOrderId, StringComparer.Ordinal)],
            [.. fills.OrderBy(fill => fill.AtUtc).ThenBy(fill => fill.TradeId, StringComparer.Ordinal)],
            [.. positions.OrderBy(position => position.Instrument)], cash);
    }

    /// <inheritdoc/>
    public override async Task<VenueRules?> ReadRulesAsync(
        Instrument instrument, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(instrument);
        return (await DescribeAsync(instrument.Id.Symbol, cancellationToken)).ToRules();
    }

    /// <inheritdoc/>
    /// <remarks>
    /// One request for each symbol with open orders, some beside each other; all are asked for before a
    /// failure is told.
    /// </remarks>
    public override async Task<int> CancelAllAsync(DeskClock now, CancellationToken cancellationToken)
    {
        IReadOnlyList<VenueFields> open = await ReadOpenAsync(QuotaPriority.Exit, cancellationToken);
        int count = 0;
        List<string> failed = [];
        foreach (string[] symbols in open.Select(order => order.Text("symbol"))
            .Distinct(StringComparer.Ordinal).Chunk(SymbolsAtOnce))
        {
            foreach ((int taken, string? failure) in await Task.WhenAll(
                symbols.Select(symbol => CancelAllAsync(symbol, cancellationToken))))
            {
                count += taken;
                failed.AddRange(failure is null ? [] : [failure]);
            }
        }

        return failed.Count == 0 ? count : throw new VenueUnavailableException(
            Name, $"{count} orders were taken back, not those of {string.Join("; ", failed)}");
    }

    private async Task<(int Taken, string? Failure)> CancelAllAsync(
        string symbol, CancellationToken cancellationToken)
    {
        string what = $"taking back all orders of {symbol}";
        try
        {
            VenueAnswer answer = await AskSignedAsync(
                what, HttpMethod.Delete, "/api/v3/openOrders", [("symbol", symbol)], 1, QuotaPriority.Exit,
                cancellationToken);
            return answer.Kind is VenueAnswerKind.Done
                    ? (new VenueFields(Name, what, answer.Json).Items().Count(), null)
                : answer is { Kind: VenueAnswerKind.Refused, Code: CancelRejected } ? (0, null)
                : (0, $"{symbol}: {answer.Message}");
        }
        catch (VenueUnavailableException away)
        {
            // The quota is used up: the other symbols are asked for all the same.
            return (0, $"{symbol}: {away.Message}");
        }
    }

    private async Task<IReadOnlyList<VenueFields>> ReadOpenAsync(
        QuotaPriority priority, CancellationToken cancellationToken)
    {
        VenueFields open = await NeedAsync(
            "open orders", "/api/v3/openOrders", [], 80, priority, cancellationToken);
        return [.. open.Items()];
    }

    private async Task<VenueFields> NeedAsync(
        string what, string path, IReadOnlyList<(string Name, string Value)> fields, decimal weight,
        QuotaPriority priority, CancellationToken cancellationToken)
    {
        VenueAnswer answer = await AskSignedAsync(
            what, HttpMethod.Get, path, fields, weight, priority, cancellationToken);
        return answer.Need(Name, what);
    }

    private async Task<IReadOnlyList<Fill>> ReadTradesAsync(
        ProposedOrder order, string venueOrderId, QuotaPriority priority, CancellationToken cancellationToken)
    {
        List<Fill> fills = [];
        await foreach (VenueFields trade in ReadPagesAsync(
            order.Instrument.Id.Symbol, [("orderId", venueOrderId)], 5, priority, cancellationToken))
        {
            fills.Add(BinanceOrder.ToFill(
                order, trade, trade.Number("qty"), trade.Text("id"), trade.Millis("time")));
        }

        return fills;
    }

    private async Task<IReadOnlyList<Fill>> ReadTradesSinceAsync(
        InstrumentId id, DateTimeOffset from, CancellationToken cancellationToken)
    {
        Instrument instrument = _book.Catalog.Find(id.Market).Describe(id.Symbol, tradable: true);
        List<Fill> fills = [];
        if (await FindFirstTradeAsync(id.Symbol, from, cancellationToken) is not { } first)
        {
            return fills;
        }

        await foreach (VenueFields trade in ReadPagesAsync(
            id.Symbol, [("fromId", first)], 20, QuotaPriority.Normal, cancellationToken))
        {
            string orderId = trade.Text("orderId");
            if (!_clientIds.TryGetValue($"{id.Symbol}|{orderId}", out string? clientOrderId))
            {
                VenueFields order = await NeedAsync(
                    $"order {orderId}", "/api/v3/order", [("symbol", id.Symbol), ("orderId", orderId)], 4,
                    QuotaPriority.Normal, cancellationToken);
                clientOrderId = order.TextOrNull("clientOrderId") ?? "";
                _clientIds[$"{id.Symbol}|{orderId}"] = clientOrderId;
            }

            fills.Add(BinanceOrder.ToFill(instrument, clientOrderId, trade));
        }

        return fills;
    }

    // Between two moments the venue looks at a day at most; from a trade's id on it looks without end.
    private async Task<string?> FindFirstTradeAsync(
        string symbol, DateTimeOffset from, CancellationToken cancellationToken)
    {
        DateTimeOffset end = Line.Clock.GetUtcNow() + TimeSpan.FromMinutes(1);
        for (DateTimeOffset at = from; at < end; at += TimeSpan.FromHours(24))
        {
            DateTimeOffset until = at + TimeSpan.FromHours(24) - TimeSpan.FromMilliseconds(1);
            VenueFields page = await NeedAsync(
                $"trades of {symbol}", "/api/v3/myTrades",
                [
                    ("symbol", symbol), ("startTime", Millis(at)), ("endTime", Millis(until)), ("limit", "1"),
                ],
                20, QuotaPriority.Normal, cancellationToken);
            VenueFields first = page.Items().OrderBy(trade => trade.Number("id")).FirstOrDefault();
            if (first.What is not null)
            {
                return first.Text("id");
            }
        }

        return null;
    }

    private static string Millis(DateTimeOffset moment) =>
        moment.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads trades page by page, by rising trade ids.</summary>
    private async IAsyncEnumerable<VenueFields> ReadPagesAsync(
        string symbol, (string Name, string Value)[] filter, decimal weight, QuotaPriority priority,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string what = $"trades of {symbol}";
        decimal last = -1;
        (string, string)[] from = filter;
        while (true)
        {
            VenueFields page = await NeedAsync(
                what, "/api/v3/myTrades",
                [
                    ("symbol", symbol), .. from,
                    ("limit", TradesInPage.ToString(CultureInfo.InvariantCulture)),
                ],
                weight, priority, cancellationToken);
            VenueFields[] trades = [.. page.Items()];
            decimal before = last;
            foreach (VenueFields trade in trades.OrderBy(trade => trade.Number("id")))
            {
                // A venue may tell one trade twice.
                if (trade.Number("id") > last)
                {
                    last = trade.Number("id");
                    yield return trade;
                }
            }

            if (trades.Length < TradesInPage)
            {
                yield break;
            }

            if (last == before)
            {
                // Pages that do not go on would be read for ever.
                throw page.Broken($"the page after trade {last} holds nothing new");
            }

            from = [.. filter.Where(one => one.Name == "orderId"), ("fromId", VenueNumber.Write(last + 1))];
        }
    }

    private VenueOrder ToVenueOrder(VenueFields order)
    {
        string symbol = order.Text("symbol");
        InstrumentId id = Line.Settings.Instruments.FirstOrDefault(one => one.Symbol == symbol);
        string market = id.Market
            ?? (Line.Settings.Instruments is [var first, ..] ? first.Market : "crypto-spot");
        return new(
            order.Text("orderId"), order.TextOrNull("clientOrderId"), new(symbol, market),
            BinanceOrder.SideOf(order), order.Number("origQty"), order.Number("executedQty"),
            order.NumberOrNull("price") is > 0 and var price ? price : null,
            BinanceOrder.StatusOf(order.Text("status")), order.Millis("time"));
    }
}
