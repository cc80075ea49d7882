using System.Globalization;
using System.Runtime.CompilerServices;
using TradingBase.Adapters.Http;
using TradingBase.Execution;
using TradingBase.Markets;

namespace TradingBase.Adapters.Brokers;

/// <content>What the venue says of the account, and taking everything back.</content>
public sealed partial class CoinbaseBroker
{
    private const int LinesInPage = 250, OrdersInBatch = 100;

    // Orders that wait for their place are as good as open; the venue wants each asked for by itself.
    private static readonly string[] Working = ["OPEN", "PENDING", "QUEUED"];

    /// <inheritdoc/>
    public override async Task<VenueAccount> ReadAccountAsync(
        DateTimeOffset fillsFrom, DeskClock now, CancellationToken cancellationToken)
    {
        DateTimeOffset at = Line.Clock.GetUtcNow();
        List<VenueOrder> open = [];
        foreach (VenueFields order in await ReadOpenAsync(QuotaPriority.Normal, cancellationToken))
        {
            open.Add(ToVenueOrder(order));
        }

        List<Fill> fills = [];
        await foreach (VenueFields fill in ReadFillsAsync(
            $"start_sequence_timestamp={Write(fillsFrom.AddSeconds(-1))}", QuotaPriority.Normal,
            cancellationToken))
        {
            if (fill.Moment("trade_time") >= fillsFrom)
            {
                string clientOrderId = await ClientIdOfAsync(fill.Text("order_id"), cancellationToken);
                fills.Add(CoinbaseOrder.ToFill(
                    InstrumentOf(fill.Text("product_id")), clientOrderId, fill));
            }
        }

        Dictionary<string, decimal> cash = await ReadCashAsync(cancellationToken);
        List<VenuePosition> positions = [];
        foreach (InstrumentId id in Line.Settings.Instruments)
        {
            // A coin that two pairs stand for is counted once, for the pair that configuration names first.
            string coin = CoinbaseProduct.IdOf(Describe(id.Market, id.Symbol)).Split('-')[0];
            if (cash.Remove(coin, out decimal held))
            {
                positions.Add(new(id, held, AveragePrice: null));
            }
        }

        return new(
            Name, at, [.. open.OrderBy(order => order.VenueOrderId, StringComparer.Ordinal)], Sort(fills),
            [.. positions.OrderBy(position => position.Instrument)], cash);
    }

    /// <inheritdoc/>
    public override async Task<VenueRules?> ReadRulesAsync(
        Instrument instrument, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(instrument);
        CoinbaseProduct product = await DescribeAsync(CoinbaseProduct.IdOf(instrument), cancellationToken);
        return new(product.Tick, product.Lot, product.Least, product.LeastWorth);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Open orders are listed and taken back in batches; what a batch could not take back and is open still
    /// is a failure, told after all batches were asked for.
    /// </remarks>
    public override async Task<int> CancelAllAsync(DeskClock now, CancellationToken cancellationToken)
    {
        IReadOnlyList<VenueFields> open = await ReadOpenAsync(QuotaPriority.Exit, cancellationToken);
        int count = 0;
        Dictionary<string, string> failed = new(StringComparer.Ordinal);
        foreach (string[] ids in open.Select(order => order.Text("order_id")).Chunk(OrdersInBatch))
        {
            VenueAnswer answer = await AskAsync(TakeBack(ids), cancellationToken);
            if (answer.Kind is not VenueAnswerKind.Done)
            {
                Array.ForEach(ids, id => failed[id] = answer.Message);
                continue;
            }

            Dictionary<string, VenueFields> results = answer.Need(Name, "taking back all orders")
                .Of("results").Items()
                .ToDictionary(result => result.Text("order_id"), StringComparer.Ordinal);
            foreach (string id in ids)
            {
                bool told = results.TryGetValue(id, out VenueFields result);
                if (told && result.TextOrNull("success") == "true")
                {
                    count++;
                }
                else
                {
                    failed[id] = told ? result.TextOrNull("failure_reason") ?? "no reason" : "no answer";
                }
            }
        }

        if (failed.Count > 0)
        {
            // What has ended meanwhile is no failure.
            IReadOnlyList<VenueFields> left = await ReadOpenAsync(QuotaPriority.Exit, cancellationToken);
            string[] still = [.. left.Select(order => order.Text("order_id")).Where(failed.ContainsKey)];
            if (still.Length > 0)
            {
                throw new VenueUnavailableException(
                    Name, $"{count} orders were taken back, {still.Length} were not: "
                        + $"{string.Join(", ", still.Take(10).Select(id => $"{id} ({failed[id]})"))}.");
            }
        }

        return count;
    }

    private async Task<IReadOnlyList<VenueFields>> ReadOpenAsync(
        QuotaPriority priority, CancellationToken cancellationToken)
    {
        Dictionary<string, VenueFields> open = new(StringComparer.Ordinal);
        foreach (string status in Working)
        {
            await foreach (VenueFields order in ReadPagesAsync(
                "open orders", "/orders/historical/batch", $"order_status={status}", "orders", priority,
                cancellationToken))
            {
                open[order.Text("order_id")] = order;
            }
        }

        return [.. open.Values];
    }

    /// <summary>Reads fills; an entry that takes another one back is for people to settle.</summary>
    private async IAsyncEnumerable<VenueFields> ReadFillsAsync(
        string filter, QuotaPriority priority, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        await foreach (VenueFields fill in ReadPagesAsync(
            "fills", "/orders/historical/fills", filter, "fills", priority, cancellationToken))
        {
            string id = fill.Text("entry_id");
            if (!seen.Add(id))
            {
                continue;
            }

            if (fill.TextOrNull("trade_type") is { } type and not "FILL")
            {
                await Line.AlertAsync(
                    id, $"Entry {id} of order {fill.Text("order_id")} is no fill but a {type}.",
                    fill.Moment("trade_time"), cancellationToken);
                continue;
            }

            yield return fill;
        }
    }

    private async Task<Dictionary<string, decimal>> ReadCashAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, VenueFields> accounts = new(StringComparer.Ordinal);
        await foreach (VenueFields account in ReadPagesAsync(
            "accounts", "/accounts", "", "accounts", QuotaPriority.Normal, cancellationToken))
        {
            accounts[account.Text("uuid")] = account;
        }

        return accounts.Values
            .GroupBy(account => account.Text("currency"), account =>
                account.Of("available_balance").Number("value")
                + (account.OfOrNull("hold")?.Number("value") ?? 0))
            .Where(coin => coin.Sum() != 0)
            .ToDictionary(coin => coin.Key, coin => coin.Sum(), StringComparer.Ordinal);
    }

    /// <summary>Reads a listing page by page; a cursor that leads back is refused.</summary>
    private async IAsyncEnumerable<VenueFields> ReadPagesAsync(
        string what, string path, string filter, string list, QuotaPriority priority,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        string start = $"{path}?{(filter.Length == 0 ? "" : $"{filter}&")}limit={LinesInPage}", next = start;
        while (true)
        {
            VenueAnswer answer = await AskAsync(
                Call(what, HttpMethod.Get, next, priority), cancellationToken);
            VenueFields page = answer.Need(Name, what);
            VenueFields[] items = [.. page.Of(list).Items()];
            foreach (VenueFields item in items)
            {
                yield return item;
            }

            // Not every listing says whether there is more; then a cursor on a page with lines does.
            string? cursor = page.TextOrNull("cursor");
            bool more = page.TextOrNull("has_next") is { } told ? told == "true" : items.Length > 0;
            if (cursor is null || !more)
            {
                yield break;
            }

            if (!seen.Add(cursor))
            {
                throw page.Broken($"cursor '{cursor[..Math.Min(cursor.Length, 40)]}' comes again");
            }

            next = $"{start}&cursor={Uri.EscapeDataString(cursor)}";
        }
    }

    private async Task<string> ClientIdOfAsync(string orderId, CancellationToken cancellationToken)
    {
        if (!_clientIds.TryGetValue(orderId, out string? clientOrderId))
        {
            string what = $"order {orderId}";
            VenueAnswer answer = await AskAsync(
                Call(
                    what, HttpMethod.Get, $"/orders/historical/{Uri.EscapeDataString(orderId)}",
                    QuotaPriority.Normal),
                cancellationToken);
            _clientIds[orderId] = clientOrderId =
                answer.Need(Name, what).Of("order").TextOrNull("client_order_id") ?? "";
        }

        return clientOrderId;
    }

    private async Task<CoinbaseProduct> DescribeAsync(string id, CancellationToken cancellationToken)
    {
        // Products change seldom, and the venue checks them again: an hour is soon enough.
        DateTimeOffset now = Line.Clock.GetUtcNow();
        if (_products.TryGetValue(id, out CoinbaseProduct? known)
            && now - known.ReadAt < TimeSpan.FromHours(1))
        {
            return known;
        }

        string what = $"the rules of {id}";
        VenueAnswer answer = await AskAsync(
            Call(what, HttpMethod.Get, $"/products/{Uri.EscapeDataString(id)}", QuotaPriority.Exit),
            cancellationToken);
        return _products[id] = CoinbaseProduct.Read(answer.Need(Name, what), now);
    }

    private VenueOrder ToVenueOrder(VenueFields order)
    {
        string id = order.Text("order_id");
        string? clientOrderId = order.TextOrNull("client_order_id");
        _clientIds[id] = clientOrderId ?? "";
        decimal filled = order.NumberOrNull("filled_size") ?? 0;
        (decimal? size, decimal? worth, decimal? limit) = CoinbaseOrder.TermsOf(order);
        return new(
            id, clientOrderId, InstrumentOf(order.Text("product_id")).Id, CoinbaseOrder.SideOf(order),
            size, filled, limit, CoinbaseOrder.StatusOf(order.Text("status"), filled),
            order.Moment("created_time"))
        {
            Worth = worth,
        };
    }

    private Instrument InstrumentOf(string product)
    {
        string symbol = product.Replace("-", "", StringComparison.Ordinal);
        InstrumentId id = Line.Settings.Instruments.FirstOrDefault(one => one.Symbol == symbol);
        string market = id.Market
            ?? (Line.Settings.Instruments is [var first, ..] ? first.Market : "crypto-spot");
        return Describe(market, symbol);
    }

    private Instrument Describe(string market, string symbol) =>
        _book.Catalog.Find(market).Describe(symbol, tradable: true);

    private static Fill[] Sort(IEnumerable<Fill> fills) =>
        [.. fills.OrderBy(fill => fill.AtUtc).ThenBy(fill => fill.TradeId, StringComparer.Ordinal)];

    private static string Write(DateTimeOffset moment) => Uri.EscapeDataString(
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
}
