using System.Globalization;
using System.Runtime.CompilerServices;
using TradingBase.Adapters.Http;
using TradingBase.Execution;
using TradingBase.Markets;
using TradingBase.Strategy;

namespace TradingBase.Adapters.Brokers;

/// <content>What the venue says of the account, and taking everything back.</content>
public sealed partial class KrakenBroker
{
    private const int TradesInPage = 50, OrdersInQuestion = 50;

    /// <inheritdoc/>
    public override async Task<VenueAccount> ReadAccountAsync(
        DateTimeOffset fillsFrom, DeskClock now, CancellationToken cancellationToken)
    {
        DateTimeOffset at = Line.Clock.GetUtcNow();
        Instrument[] instruments =
            [.. Line.Settings.Instruments.Select(id => Describe(id.Market, id.Symbol))];
        IReadOnlyList<KrakenPair> pairs = await DescribeAsync(instruments, cancellationToken);
        VenueFields listed = await NeedAsync(
            "open orders", "OpenOrders", [], 1, QuotaPriority.Normal, cancellationToken);
        List<VenueOrder> open = [];
        foreach ((string id, VenueFields order) in listed.Of("open").Entries())
        {
            open.Add(await ToVenueOrderAsync(id, order, cancellationToken));
        }

        IReadOnlyList<Fill> fills = await ReadFillsSinceAsync(fillsFrom, cancellationToken);
        VenueFields balance = await NeedAsync(
            "the balance", "Balance", [], 1, QuotaPriority.Normal, cancellationToken);
        Dictionary<string, decimal> cash = balance.Entries()
            .GroupBy(asset => KrakenNames.CoinOf(asset.Name), asset => balance.Number(asset.Name))
            .Where(coin => coin.Sum() != 0)
            .ToDictionary(coin => coin.Key, coin => coin.Sum(), StringComparer.Ordinal);
        List<VenuePosition> positions = [];
        foreach ((KrakenPair pair, Instrument instrument) in pairs.Zip(instruments))
        {
            // A coin that two pairs stand for is counted once, for the pair that configuration names first.
            if (cash.Remove(pair.BaseCoin, out decimal held))
            {
                positions.Add(new(instrument.Id, held, AveragePrice: null));
            }
        }

        return new(
            Name, at, [.. open.OrderBy(order => order.VenueOrderId, StringComparer.Ordinal)], fills,
            [.. positions.OrderBy(position => position.Instrument)], cash);
    }

    /// <inheritdoc/>
    public override async Task<VenueRules?> ReadRulesAsync(
        Instrument instrument, CancellationToken cancellationToken)
    {
        IReadOnlyList<KrakenPair> pairs = await DescribeAsync([instrument], cancellationToken);
        return new(pairs[0].Tick, pairs[0].Lot, pairs[0].LeastQuantity, pairs[0].LeastCost);
    }

    /// <inheritdoc/>
    public override async Task<int> CancelAllAsync(DeskClock now, CancellationToken cancellationToken)
    {
        VenueFields result = await NeedAsync(
            "taking back all orders", "CancelAll", [], 1, QuotaPriority.Exit, cancellationToken);
        return (int)result.Number("count");
    }

    private async Task<VenueOrder> ToVenueOrderAsync(
        string id, VenueFields order, CancellationToken cancellationToken)
    {
        VenueFields terms = order.Of("descr");
        decimal quantity = order.Number("vol"), filled = order.NumberOrNull("vol_exec") ?? 0;
        string? clientOrderId = await _aliases.FindAsync(order.TextOrNull("cl_ord_id"), cancellationToken);
        _clientIds[id] = clientOrderId ?? "";
        string limit = terms.TextOrNull("ordertype") == "limit" ? "price" : "price2";
        return new(
            id, clientOrderId, InstrumentOf(terms.Text("pair")).Id, KrakenOrder.SideOf(terms), quantity,
            filled, terms.NumberOrNull(limit) is > 0 and var price ? price : null,
            KrakenOrder.StatusOf(order.Text("status"), filled, quantity), order.Seconds("opentm"));
    }

    /// <summary>Reads an order's trades, the newest first, until all that were filled are there.</summary>
    private async Task<IReadOnlyList<Fill>> ReadFillsAsync(
        ProposedOrder order, string id, DateTimeOffset opened, decimal filled, QuotaPriority priority,
        CancellationToken cancellationToken)
    {
        List<Fill> fills = [];
        await foreach ((string tradeId, VenueFields trade) in ReadTradesAsync(
            opened, priority, cancellationToken))
        {
            if (trade.Text("ordertxid") == id)
            {
                fills.Add(KrakenOrder.ToFill(order.Instrument, order.ClientOrderId, tradeId, trade));
            }

            if (fills.Sum(fill => fill.Quantity) >= filled)
            {
                break;
            }
        }

        return Sort(fills);
    }

    private async Task<IReadOnlyList<Fill>> ReadFillsSinceAsync(
        DateTimeOffset from, CancellationToken cancellationToken)
    {
        List<(string Id, VenueFields Fields)> trades = [];
        await foreach ((string Id, VenueFields Fields) trade in ReadTradesAsync(
            from, QuotaPriority.Normal, cancellationToken))
        {
            if (trade.Fields.Seconds("time") >= from)
            {
                trades.Add(trade);
            }
        }

        string[] unknown = [.. trades.Select(trade => trade.Fields.Text("ordertxid"))
            .Distinct(StringComparer.Ordinal).Where(id => !_clientIds.ContainsKey(id))];
        foreach (string[] some in unknown.Chunk(OrdersInQuestion))
        {
            VenueFields told = await NeedAsync(
                "orders behind trades", "QueryOrders", [("txid", string.Join(',', some))], 1,
                QuotaPriority.Normal, cancellationToken);
            foreach (string id in some)
            {
                _clientIds[id] = await _aliases.FindAsync(
                    told.Of(id).TextOrNull("cl_ord_id"), cancellationToken) ?? "";
            }
        }

        return Sort(trades.Select(trade => KrakenOrder.ToFill(
            InstrumentOf(trade.Fields.Text("pair")), _clientIds[trade.Fields.Text("ordertxid")], trade.Id,
            trade.Fields)));
    }

    /// <summary>Reads trades page by page, newest first.</summary>
    /// <remarks>
    /// Pages are counted from the newest trade: from the second page on the end is held, or else a new trade
    /// would push one over the edge between two pages.
    /// </remarks>
    private async IAsyncEnumerable<(string Id, VenueFields Trade)> ReadTradesAsync(
        DateTimeOffset from, QuotaPriority priority,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const string What = "trades";
        HashSet<string> seen = new(StringComparer.Ordinal);

        // The start is exclusive, and in whole seconds.
        (string, string) start = ("start", Seconds(from.AddSeconds(-1)));
        List<(string, string)> fields = [start];
        while (true)
        {
            VenueFields page = await NeedAsync(
                What, "TradesHistory", fields, 2, priority, cancellationToken);
            (string Name, VenueFields Fields)[] trades = [.. page.Of("trades").Entries()];
            foreach ((string id, VenueFields trade) in
                trades.OrderByDescending(trade => trade.Fields.Seconds("time")))
            {
                if (!seen.Add(id))
                {
                    // A page that leads back to one that was read would be followed for ever.
                    throw page.Broken($"trade {id} comes again");
                }

                yield return (id, trade);
            }

            if (trades.Length < TradesInPage)
            {
                yield break;
            }

            if (fields.Count == 1)
            {
                DateTimeOffset newest = trades.Max(trade => trade.Fields.Seconds("time"));
                fields.Add(("end", Seconds(newest.AddSeconds(1))));
            }

            fields = [.. fields.Take(2), ("ofs", VenueNumber.Write(seen.Count))];
        }
    }

    /// <summary>What the venue allows in pairs; those that are not known are asked for together.</summary>
    private async Task<IReadOnlyList<KrakenPair>> DescribeAsync(
        IReadOnlyList<Instrument> instruments, CancellationToken cancellationToken)
    {
        DateTimeOffset now = Line.Clock.GetUtcNow();
        string[] names = [.. instruments.Select(KrakenNames.PairOf)];

        // Pairs change seldom, and the venue checks them again: an hour is soon enough.
        string[] old = [.. names.Distinct(StringComparer.Ordinal).Where(name =>
            !_pairs.TryGetValue(name, out KrakenPair? known)
            || now - known.ReadAt >= TimeSpan.FromHours(1))];
        if (old.Length > 0)
        {
            string list = string.Join(',', old);
            string path = $"/0/public/AssetPairs?pair={Uri.EscapeDataString(list)}";
            VenueFields answer = await Line.ReadAsync(
                new($"the rules of {list}", _ => ValueTask.FromResult(
                    new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative))))
                {
                    Costs = [(Public, 1)],
                    Priority = QuotaPriority.Exit,
                },
                cancellationToken);
            VenueFields result = answer.Of("result");
            foreach ((string key, VenueFields fields) in result.Entries())
            {
                KrakenPair pair = KrakenPair.Read(key, fields, now);
                _pairs[pair.Name] = pair;
            }

            if (Array.Find(old, name => !_pairs.ContainsKey(name)) is { } missing)
            {
                throw result.Broken($"the pair {missing} is missing");
            }
        }

        return [.. names.Select(name => _pairs[name])];
    }

    private Instrument InstrumentOf(string pair)
    {
        foreach (InstrumentId id in Line.Settings.Instruments)
        {
            Instrument instrument = Describe(id.Market, id.Symbol);
            string name = KrakenNames.PairOf(instrument);
            if (name == pair || (_pairs.TryGetValue(name, out KrakenPair? known) && known.Key == pair))
            {
                return instrument;
            }
        }

        string market = Line.Settings.Instruments is [var first, ..] ? first.Market : "crypto-spot";
        return Describe(market, KrakenNames.SymbolOf(pair));
    }

    private Instrument Describe(string market, string symbol) =>
        _book.Catalog.Find(market).Describe(symbol, tradable: true);

    private static Fill[] Sort(IEnumerable<Fill> fills) =>
        [.. fills.OrderBy(fill => fill.AtUtc).ThenBy(fill => fill.TradeId, StringComparer.Ordinal)];

    private static string Seconds(DateTimeOffset moment) =>
        moment.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
