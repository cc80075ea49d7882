using System.Collections.Concurrent;
using TradingBase.Adapters.Http;
using TradingBase.Execution;
using TradingBase.Strategy;

namespace TradingBase.Adapters.Brokers;

/// <summary>Alpaca: shares of the US and coins, keys in headers, ids unique for ever.</summary>
/// <remarks>
/// Thread-safe. Fills are read from the account's activities, which may come after the order calls itself
/// filled: until all are there the order counts as partially filled. Fees are charged by the day and not by
/// the fill, so a fill's fee is zero. Source: the venue's published trading API, version 2.
/// </remarks>
public sealed partial class AlpacaBroker : LiveBroker
{
    private const string Kind = "alpaca";
    private const string Requests = "requests";

    private static readonly VenueManners Manners = new()
    {
        BaseUrl = new("https://api.alpaca.markets"),
        Buckets = [new(Requests, 200, TimeSpan.FromMinutes(1))],
        FindFault = AlpacaFaults.Find,
        ReadLeft = AlpacaFaults.ReadLeft,
        ReadWait = AlpacaFaults.ReadWait,
    };

    private readonly VenueBook _book;
    private readonly FillMemory _fills = new();
    private readonly ConcurrentDictionary<string, AlpacaAsset> _assets = new(StringComparer.Ordinal);

    // Which order bears which of our ids never changes.
    private readonly ConcurrentDictionary<string, string> _clientIds = new(StringComparer.Ordinal);

    /// <summary>Takes its line; asks nobody yet.</summary>
    /// <param name="book">Holds the lines to all venues.</param>
    public AlpacaBroker(VenueBook book)
        : base(Kind, (book ?? throw new ArgumentNullException(nameof(book))).Open(Kind, Manners)) =>
        _book = book;

    /// <inheritdoc/>
    public override BrokerTraits Traits { get; } = new() { CancelsAllAtOnce = true };

    private protected override IReadOnlyList<(string Bucket, decimal Weight)> SendCosts => [(Requests, 1)];

    private protected override async Task<OrderReport?> FindAsync(
        ProposedOrder order, QuotaPriority priority, CancellationToken cancellationToken)
    {
        VenueAnswer answer = await AskAsync(
            $"order {order.ClientOrderId}", HttpMethod.Get, PathOf(order), priority, cancellationToken);
        return answer is { Kind: VenueAnswerKind.Refused, Status: 404 }
            ? null
            : await ToReportAsync(
                order, answer.Need(Name, $"order {order.ClientOrderId}"), priority, cancellationToken);
    }

    private protected override Task<string?> ObjectAsync(
        ProposedOrder order, CancellationToken cancellationToken) =>
        Task.FromResult(AlpacaOrder.Object(order));

    private protected override Task<VenueAnswer> SendAsync(
        ProposedOrder order, CancellationToken cancellationToken) =>
        Line.AskAsync(
            new($"order {order.ClientOrderId}", _ => ValueTask.FromResult(
                Make(HttpMethod.Post, "/v2/orders", AlpacaOrder.Write(order))))
            {
                Repeatable = false,
            },
            cancellationToken);

    private protected override async Task<OrderReport> ReadSentAsync(
        ProposedOrder order, VenueFields answer, CancellationToken cancellationToken) =>
        await ToReportAsync(order, answer, QuotaPriority.Exit, cancellationToken);

    private protected override bool IsDuplicate(VenueAnswer refusal) =>
        refusal.Status is 422 && refusal.Message.Contains("client_order_id", StringComparison.Ordinal);

    private protected override async Task<string?> TakeBackAsync(
        ProposedOrder order, CancellationToken cancellationToken)
    {
        string what = $"order {order.ClientOrderId}";
        VenueAnswer found = await AskAsync(
            what, HttpMethod.Get, PathOf(order), QuotaPriority.Exit, cancellationToken);
        if (found is { Kind: VenueAnswerKind.Refused, Status: 404 })
        {
            return null;
        }

        VenueAnswer answer = await AskAsync(
            $"taking back {what}", HttpMethod.Delete,
            $"/v2/orders/{Uri.EscapeDataString(found.Need(Name, what).Text("id"))}", QuotaPriority.Exit,
            cancellationToken);

        // What has ended cannot be taken back: 404 and 422 are answers of an order that is no longer open.
        return answer.Kind is VenueAnswerKind.Done
            || answer is { Kind: VenueAnswerKind.Refused, Status: 404 or 422 }
            ? null
            : $"Taking it back was answered with: {answer.Message}";
    }

    private async Task<OrderReport> ToReportAsync(
        ProposedOrder order, VenueFields found, QuotaPriority priority, CancellationToken cancellationToken)
    {
        DateTimeOffset at = AlpacaOrder.NewestOf(found);
        decimal filled = found.NumberOrNull("filled_qty") ?? 0;
        string told = found.Text("status"), id = found.Text("id");
        _clientIds[id] = order.ClientOrderId;
        OrderStatus status = AlpacaOrder.StatusOf(told, filled, found.NumberOrNull("qty"));
        string? reason = status switch
        {
            OrderStatus.Unknown => $"The venue calls the order '{told}', which nobody here knows.",
            OrderStatus.Rejected or OrderStatus.Expired => $"The venue calls the order {told}.",
            _ => null,
        };
        if (status is OrderStatus.Unknown)
        {
            await Line.AlertAsync(
                $"{order.ClientOrderId}:{told}", $"Order {order.ClientOrderId}: {reason}", at,
                cancellationToken);
        }

        IReadOnlyList<Fill> fills = await _fills.ReadAsync(
            id, filled, found.Moment("created_at"), OrderMoves.HasEnded(status) ? at : null,
            async (from, until) =>
            {
                List<Fill> read = [];
                await foreach (VenueFields trade in ReadFillsAsync(
                    from, until, id, priority, cancellationToken))
                {
                    read.Add(AlpacaOrder.ToFill(order.Instrument, order.ClientOrderId, trade));
                }

                return read;
            });
        return Complete(new(order.ClientOrderId, status, fills, reason, at), filled);
    }

    private Task<VenueAnswer> AskAsync(
        string what, HttpMethod method, string path, QuotaPriority priority,
        CancellationToken cancellationToken) =>
        Line.AskAsync(
            new(what, _ => ValueTask.FromResult(Make(method, path)))
            {
                Costs = [(Requests, 1)],
                Priority = priority,
            },
            cancellationToken);

    private HttpRequestMessage Make(HttpMethod method, string path, HttpContent? content = null)
    {
        HttpRequestMessage request = new(method, new Uri(path, UriKind.Relative)) { Content = content };
        request.Headers.Add("APCA-API-KEY-ID", Need(Line.Settings.Key, "key").Reveal());
        request.Headers.Add("APCA-API-SECRET-KEY", Need(Line.Settings.Secret, "secret").Reveal());
        return request;
    }

    private static VenueSecret Need(VenueSecret? secret, string what) => secret
        ?? throw new InvalidOperationException($"The broker {Kind} was configured without a {what}.");

    private static string PathOf(ProposedOrder order) =>
        $"/v2/orders:by_client_order_id?client_order_id={Uri.EscapeDataString(order.ClientOrderId)}";
}
