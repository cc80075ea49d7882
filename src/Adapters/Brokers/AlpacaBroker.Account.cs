using System.Globalization;
using System.Runtime.CompilerServices;
using TradingBase.Adapters.Http;
using TradingBase.Execution;
using TradingBase.Markets;

namespace TradingBase.Adapters.Brokers;

/// <content>What the venue says of the account, and taking everything back.</content>
public sealed partial class AlpacaBroker
{
    private const int OrdersInPage = 500, FillsInPage = 100;

    /// <inheritdoc/>
    public override async Task<VenueAccount> ReadAccountAsync(
        DateTimeOffset fillsFrom, DeskClock now, CancellationToken cancellationToken)
    {
        DateTimeOffset at = Line.Clock.GetUtcNow();
        List<VenueOrder> open = await ReadOpenAsync(cancellationToken);
        List<Fill> fills = [];
        await foreach (VenueFields trade in ReadFillsAsync(
            fillsFrom, until: null, orderId: null, QuotaPriority.Normal, cancellationToken))
        {
            if (trade.Moment("transaction_time") < fillsFrom)
            {
                continue;
            }

            string clientOrderId = await ClientIdOfAsync(trade.Text("order_id"), cancellationToken);
            fills.Add(AlpacaOrder.ToFill(InstrumentOf(trade), clientOrderId, trade));
        }

        VenueFields held = await NeedAsync("positions", "/v2/positions", cancellationToken);
        VenueFields account = await NeedAsync("the account", "/v2/account", cancellationToken);
        return new(
            Name, at, [.. open.OrderBy(order => order.VenueOrderId, StringComparer.Ordinal)],
            [.. fills.OrderBy(fill => fill.AtUtc).ThenBy(fill => fill.TradeId, StringComparer.Ordinal)],
            [.. held.Items().Select(ToPosition).OrderBy(position => position.Instrument)],
            new Dictionary<string, decimal>
            {
                [account.TextOrNull("currency") ?? "USD"] = account.Number("cash"),
            });
    }

    /// <inheritdoc/>
    public override async Task<VenueRules?> ReadRulesAsync(
        Instrument instrument, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(instrument);

        // Assets change seldom, and the venue checks them again: an hour is soon enough.
        string symbol = AlpacaOrder.SymbolOf(instrument);
        DateTimeOffset now = Line.Clock.GetUtcNow();
        if (!_assets.TryGetValue(symbol, out AlpacaAsset? known)
            || now - known.ReadAt >= TimeSpan.FromHours(1))
        {
            VenueFields asset = await NeedAsync(
                $"the rules of {symbol}", $"/v2/assets/{Uri.EscapeDataString(symbol)}", cancellationToken);
            _assets[symbol] = known = AlpacaAsset.Read(asset, now);
        }

        return known.Rules;
    }

    /// <inheritdoc/>
    /// <remarks>The venue answers for each order: one that could not be taken back is a failure.</remarks>
    public override async Task<int> CancelAllAsync(DeskClock now, CancellationToken cancellationToken)
    {
        const string What = "taking back all orders";
        VenueAnswer answer = await AskAsync(
            What, HttpMethod.Delete, "/v2/orders", QuotaPriority.Exit, cancellationToken);
        int count = 0;
        List<string> failed = [];
        foreach (VenueFields order in answer.Need(Name, What).Items())
        {
            decimal status = order.Number("status");
            if (status is >= 200 and < 300)
            {
                count++;
            }
            else if (status is not (404 or 422))
            {
                // What is gone or has ended meanwhile is no open order any more; all else still is one.
                failed.Add($"{order.Text("id")} ({status})");
            }
        }

        return failed.Count == 0 ? count : throw new VenueUnavailableException(
            Name, $"{count} orders were taken back, {failed.Count} were not: "
                + $"{string.Join(", ", failed.Take(10))}.");
    }

    private async Task<List<VenueOrder>> ReadOpenAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, VenueOrder> open = new(StringComparer.Ordinal);
        string path = $"/v2/orders?status=open&direction=asc&nested=false&limit={OrdersInPage}", after = "";
        while (true)
        {
            VenueFields page = await NeedAsync("open orders", path + after, cancellationToken);
            VenueFields[] orders = [.. page.Items()];
            int before = open.Count;
            foreach (VenueFields order in orders)
            {
                open[order.Text("id")] = ToVenueOrder(order);
            }

            if (orders.Length < OrdersInPage)
            {
                return [.. open.Values];
            }

            // The next page begins within the last moment of this one: many orders may share it.
            after = $"&after={Write(orders[^1].Moment("submitted_at").AddMilliseconds(-1))}";
            if (open.Count == before)
            {
                throw page.Broken($"{OrdersInPage} orders come again and again");
            }
        }
    }

    /// <summary>Reads fills page by page, oldest first; of one order, or of all.</summary>
    private async IAsyncEnumerable<VenueFields> ReadFillsAsync(
        DateTimeOffset from, DateTimeOffset? until, string? orderId, QuotaPriority priority,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const string What = "fills";
        HashSet<string> seen = new(StringComparer.Ordinal);

        // The venue gives what came after a moment, the port asks for what came from it on.
        string after = Write(from.AddMilliseconds(-1));
        string path = $"/v2/account/activities/FILL?direction=asc&page_size={FillsInPage}&after={after}"
            + (until is { } end ? $"&until={Write(end)}" : "")
            + (orderId is null ? "" : $"&order_id={Uri.EscapeDataString(orderId)}");
        string token = "";
        while (true)
        {
            VenueAnswer answer = await AskAsync(
                What, HttpMethod.Get, path + token, priority, cancellationToken);
            VenueFields page = answer.Need(Name, What);
            VenueFields[] trades = [.. page.Items()];
            int before = seen.Count;
            foreach (VenueFields trade in trades)
            {
                // A venue may tell one fill twice.
                if (seen.Add(trade.Text("id")) && (orderId is null || trade.Text("order_id") == orderId))
                {
                    yield return trade;
                }
            }

            if (trades.Length < FillsInPage)
            {
                yield break;
            }

            if (seen.Count == before)
            {
                // A token that leads back to a page that was read would be followed for ever.
                throw page.Broken($"the page after fill {trades[^1].Text("id")} holds nothing new");
            }

            token = $"&page_token={Uri.EscapeDataString(trades[^1].Text("id"))}";
        }
    }

    private async Task<string> ClientIdOfAsync(string orderId, CancellationToken cancellationToken)
    {
        if (!_clientIds.TryGetValue(orderId, out string? clientOrderId))
        {
            VenueFields order = await NeedAsync(
                $"order {orderId}", $"/v2/orders/{Uri.EscapeDataString(orderId)}", cancellationToken);
            _clientIds[orderId] = clientOrderId = order.TextOrNull("client_order_id") ?? "";
        }

        return clientOrderId;
    }

    private async Task<VenueFields> NeedAsync(string what, string path, CancellationToken cancellationToken)
    {
        VenueAnswer answer = await AskAsync(
            what, HttpMethod.Get, path, QuotaPriority.Normal, cancellationToken);
        return answer.Need(Name, what);
    }

    private VenueOrder ToVenueOrder(VenueFields order)
    {
        string id = order.Text("id");
        string? clientOrderId = order.TextOrNull("client_order_id");
        _clientIds[id] = clientOrderId ?? "";
        decimal filled = order.NumberOrNull("filled_qty") ?? 0;
        return new(
            id, clientOrderId, InstrumentOf(order).Id, AlpacaOrder.SideOf(order),
            order.NumberOrNull("qty"), filled, order.NumberOrNull("limit_price"),
            AlpacaOrder.StatusOf(order.Text("status"), filled, order.NumberOrNull("qty")),
            order.MomentOrNull("submitted_at") ?? order.Moment("created_at"))
        {
            Worth = order.NumberOrNull("notional"),
        };
    }

    private VenuePosition ToPosition(VenueFields position)
    {
        decimal size = Math.Abs(position.Number("qty"));
        return new(
            InstrumentOf(position).Id, position.TextOrNull("side") == "short" ? -size : size,
            position.NumberOrNull("avg_entry_price"));
    }

    // The venue writes a pair with a slash, and without one where it lists positions.
    private Instrument InstrumentOf(VenueFields found)
    {
        string told = found.Text("symbol"), symbol = told.Replace("/", "", StringComparison.Ordinal);
        InstrumentId id = Line.Settings.Instruments.FirstOrDefault(one => one.Symbol == symbol);
        bool coin = found.TextOrNull("asset_class") == "crypto" || symbol != told;
        string market = id.Market ?? (coin ? "crypto-spot" : "us-equities");
        return _book.Catalog.Find(market).Describe(symbol, tradable: true);
    }

    private static string Write(DateTimeOffset moment) => Uri.EscapeDataString(
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
}
