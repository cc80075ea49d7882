using System.Collections.Concurrent;
using System.Net.Http.Json;
using TradingBase.Adapters.Http;
using TradingBase.Execution;
using TradingBase.Strategy;

namespace TradingBase.Adapters.Brokers;

/// <summary>Coinbase's Advanced Trade: a token for each request, refusals with HTTP 200.</summary>
/// <remarks>
/// Thread-safe. The venue gives an id's first order again and makes no second one. It cannot be asked for an
/// order by our id any more: an order whose own id is not known is looked for in the listing, from shortly
/// before its decision on, page by page. A session never ends there: an order for the day works until the
/// desk takes it back. Source: the venue's Advanced Trade API, version 3.
/// </remarks>
public sealed partial class CoinbaseBroker : LiveBroker
{
    private const string Kind = "coinbase";
    private const string Requests = "requests";
    private const string Root = "/api/v3/brokerage";

    private static readonly TimeSpan BeforeDecision = TimeSpan.FromMinutes(10);

    private static readonly VenueManners Manners = new()
    {
        BaseUrl = new("https://api.coinbase.com"),
        Buckets = [new(Requests, 30, TimeSpan.FromSeconds(1))],
        FindFault = CoinbaseFaults.Find,
        FindFaultOfStatus = CoinbaseFaults.FindByStatus,
    };

    private readonly VenueBook _book;
    private readonly FillMemory _fills = new();
    private readonly CoinbaseToken _token;
    private readonly string _host;
    private readonly ConcurrentDictionary<string, CoinbaseProduct> _products = new(StringComparer.Ordinal);

    // Which of the venue's ids belongs to which of ours never changes.
    private readonly ConcurrentDictionary<string, string> _venueIds = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _clientIds = new(StringComparer.Ordinal);

    /// <summary>Takes its line; asks nobody yet.</summary>
    /// <param name="book">Holds the lines to all venues.</param>
    public CoinbaseBroker(VenueBook book)
        : this(book, (book ?? throw new ArgumentNullException(nameof(book))).Open(Kind, Manners))
    {
    }

    private CoinbaseBroker(VenueBook book, VenueLine line)
        : base(Kind, line)
    {
        _book = book;
        _host = line.BaseUrl.Host + line.BaseUrl.AbsolutePath.TrimEnd('/');
        _token = new(line.Settings, new VenueClock(line.Clock, ReadTimeAsync, TimeSpan.FromMinutes(10)));
    }

    /// <inheritdoc/>
    public override BrokerTraits Traits { get; } = new();

    private protected override IReadOnlyList<(string Bucket, decimal Weight)> SendCosts => [(Requests, 1)];

    private protected override async Task<OrderReport?> FindAsync(
        ProposedOrder order, QuotaPriority priority, CancellationToken cancellationToken) =>
        await LocateAsync(order, priority, cancellationToken) is { } found
            ? await ToReportAsync(order, found, priority, cancellationToken)
            : null;

    private protected override async Task<string?> ObjectAsync(
        ProposedOrder order, CancellationToken cancellationToken)
    {
        if (CoinbaseOrder.Object(order) is { } objection)
        {
            return objection;
        }

        CoinbaseProduct product = await DescribeAsync(
            CoinbaseProduct.IdOf(order.Instrument), cancellationToken);
        return product.Object(order);
    }

    private protected override Task<VenueAnswer> SendAsync(
        ProposedOrder order, CancellationToken cancellationToken) =>
        AskAsync(
            Call(
                $"order {order.ClientOrderId}", HttpMethod.Post, "/orders", QuotaPriority.Normal,
                () => CoinbaseOrder.Write(order)) with
            {
                Costs = [],
                Repeatable = false,
            },
            cancellationToken);

    /// <remarks>
    /// The order is taken: where it stands is asked for, and a failure of that is no failure of the send.
    /// </remarks>
    private protected override async Task<OrderReport> ReadSentAsync(
        ProposedOrder order, VenueFields answer, CancellationToken cancellationToken)
    {
        VenueFields taken = answer.Of("success_response");
        if (taken.TextOrNull("client_order_id") is { } told && told != order.ClientOrderId)
        {
            throw taken.Broken($"the venue took order {told}");
        }

        Remember(order.ClientOrderId, taken.Text("order_id"));
        try
        {
            if (await FindAsync(order, QuotaPriority.Exit, cancellationToken) is { } known)
            {
                return known;
            }
        }
        catch (TradingBaseException)
        {
            // It was taken, whatever happened to the question.
        }

        return Report(order, OrderStatus.Accepted, Line.Clock.GetUtcNow(), reason: null);
    }

    private protected override bool IsDuplicate(VenueAnswer refusal) =>
        refusal.Code is { } code && code.Contains("DUPLICATE", StringComparison.Ordinal);

    private protected override async Task<string?> TakeBackAsync(
        ProposedOrder order, CancellationToken cancellationToken)
    {
        if (!_venueIds.TryGetValue(order.ClientOrderId, out string? id))
        {
            VenueFields? found = await LocateAsync(order, QuotaPriority.Exit, cancellationToken);
            if (found is null)
            {
                return null;
            }

            id = found.Value.Text("order_id");
        }

        VenueAnswer answer = await AskAsync(TakeBack([id]), cancellationToken);
        if (answer.Kind is not VenueAnswerKind.Done)
        {
            return $"Taking it back was answered with: {answer.Message}";
        }

        VenueFields[] results = [.. answer.Need(Name, "taking back").Of("results").Items()];
        string? reason = results is [var one] && one.TextOrNull("success") != "true"
            ? one.TextOrNull("failure_reason") ?? "no reason"
            : null;

        // What has ended or is on its way out already cannot be taken back: the query that follows tells.
        return reason is null or "UNKNOWN_CANCEL_ORDER" or "INVALID_CANCEL_REQUEST"
            or "DUPLICATE_CANCEL_REQUEST"
            ? null
            : $"Taking it back was answered with: {reason}";
    }

    /// <summary>Looks an order up: by the venue's id where it is known, else in the listing.</summary>
    private async Task<VenueFields?> LocateAsync(
        ProposedOrder order, QuotaPriority priority, CancellationToken cancellationToken)
    {
        string what = $"order {order.ClientOrderId}";
        if (_venueIds.TryGetValue(order.ClientOrderId, out string? id))
        {
            VenueAnswer answer = await AskAsync(
                Call(what, HttpMethod.Get, $"/orders/historical/{Uri.EscapeDataString(id)}", priority),
                cancellationToken);
            if (answer is not { Kind: VenueAnswerKind.Refused, Status: 404 })
            {
                return answer.Need(Name, what).Of("order");
            }
        }

        string query = $"product_ids={Uri.EscapeDataString(CoinbaseProduct.IdOf(order.Instrument))}"
            + $"&start_date={Write(order.DecidedAt - BeforeDecision)}";
        await foreach (VenueFields listed in ReadPagesAsync(
            what, "/orders/historical/batch", query, "orders", priority, cancellationToken))
        {
            if (listed.TextOrNull("client_order_id") == order.ClientOrderId)
            {
                Remember(order.ClientOrderId, listed.Text("order_id"));
                return listed;
            }
        }

        return null;
    }

    private async Task<OrderReport> ToReportAsync(
        ProposedOrder order, VenueFields found, QuotaPriority priority, CancellationToken cancellationToken)
    {
        string told = found.Text("status"), id = found.Text("order_id");
        decimal filled = found.NumberOrNull("filled_size") ?? 0;
        DateTimeOffset created = found.Moment("created_time");
        DateTimeOffset at = found.MomentOrNull("last_fill_time") ?? created;
        OrderStatus status = CoinbaseOrder.StatusOf(told, filled);
        string? reason = status switch
        {
            OrderStatus.Unknown => $"The venue calls the order '{told}', which nobody here knows.",
            OrderStatus.Rejected => found.TextOrNull("reject_message") ?? found.TextOrNull("reject_reason")
                ?? $"The venue calls the order {told}.",
            OrderStatus.Canceled or OrderStatus.Expired =>
                found.TextOrNull("cancel_message") ?? $"The venue calls the order {told}.",
            _ => null,
        };
        if (status is OrderStatus.Unknown)
        {
            await Line.AlertAsync(
                $"{order.ClientOrderId}:{told}", $"Order {order.ClientOrderId}: {reason}", at,
                cancellationToken);
        }

        IReadOnlyList<Fill> fills = await _fills.ReadAsync(
            id, filled, created, OrderMoves.HasEnded(status) ? at : null,
            (from, _) => ReadFillsAsync(order, id, from, priority, cancellationToken));
        return Complete(new(order.ClientOrderId, status, fills, reason, at), filled);
    }

    private async Task<List<Fill>> ReadFillsAsync(
        ProposedOrder order, string id, DateTimeOffset from, QuotaPriority priority,
        CancellationToken cancellationToken)
    {
        List<Fill> fills = [];
        string filter = $"order_ids={Uri.EscapeDataString(id)}&start_sequence_timestamp={Write(from)}";
        await foreach (VenueFields fill in ReadFillsAsync(filter, priority, cancellationToken))
        {
            if (fill.Text("order_id") == id)
            {
                fills.Add(CoinbaseOrder.ToFill(order.Instrument, order.ClientOrderId, fill));
            }
        }

        return fills;
    }

    private void Remember(string clientOrderId, string venueId) =>
        (_venueIds[clientOrderId], _clientIds[venueId]) = (venueId, clientOrderId);

    private async Task<DateTimeOffset> ReadTimeAsync(CancellationToken cancellationToken)
    {
        VenueFields time = await Line.ReadAsync(
            new("the time", _ => ValueTask.FromResult(new HttpRequestMessage(
                HttpMethod.Get, new Uri($"{Root}/time", UriKind.Relative))))
            {
                Costs = [(Requests, 1)],
                Priority = QuotaPriority.Exit,
                Repeatable = false,
            },
            cancellationToken);
        return time.Millis("epochMillis");
    }

    private VenueCall TakeBack(IReadOnlyList<string> ids) => Call(
        "taking back", HttpMethod.Post, "/orders/batch_cancel", QuotaPriority.Exit,
        () => JsonContent.Create(new Dictionary<string, object> { ["order_ids"] = ids }));

    private VenueCall Call(
        string what, HttpMethod method, string path, QuotaPriority priority,
        Func<HttpContent>? content = null) =>
        new(what, token => MakeAsync(method, path, content, token))
        {
            Costs = [(Requests, 1)],
            Priority = priority,
        };

    private async ValueTask<HttpRequestMessage> MakeAsync(
        HttpMethod method, string path, Func<HttpContent>? content, CancellationToken cancellationToken)
    {
        string signed = $"{_host}{Root}{path.Split('?')[0]}";
        string token = await _token.MakeAsync(method.Method, signed, cancellationToken);
        HttpRequestMessage request = new(method, new Uri($"{Root}{path}", UriKind.Relative))
        {
            Content = content?.Invoke(),
        };
        request.Headers.Authorization = new("Bearer", token);
        return request;
    }

    // A token that was not good proves that nothing was done: most often our time was wrong.
    private async Task<VenueAnswer> AskAsync(VenueCall call, CancellationToken cancellationToken)
    {
        VenueAnswer answer = await Line.AskAsync(call, cancellationToken);
        if (answer is not { Kind: VenueAnswerKind.Refused, Status: 401 })
        {
            return answer;
        }

        _token.Distrust();
        return await Line.AskAsync(call, cancellationToken);
    }
}
