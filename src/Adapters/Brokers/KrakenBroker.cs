using System.Collections.Concurrent;
using TradingBase.Adapters.Http;
using TradingBase.Execution;
using TradingBase.Strategy;

namespace TradingBase.Adapters.Brokers;

/// <summary>
/// Kraken's spot exchange: coins against coins and moneys, signed forms, errors with HTTP 200.
/// </summary>
/// <remarks>
/// Thread-safe. Orders are named by UUIDs, which the venue keeps apart among open orders only; an order is
/// looked for among the open ones and then among the closed ones, so that one that ends meanwhile is found.
/// A session never ends there: an order for the day works until the desk takes it back. The call counter is
/// that of the lowest tier. Cancels of young orders weigh more in the venue's own limit of each pair than is
/// counted here; it says so when it is too much. Source: docs.kraken.com, spot REST.
/// </remarks>
public sealed partial class KrakenBroker : LiveBroker
{
    private const string Kind = "kraken";
    private const string Calls = "calls", Orders = "orders", Public = "public";
    private const int Tries = 4;

    // A counter of 15 that loses 0.33 a second, and for orders one of 60 that loses 1: what is used at once
    // and what comes back stay below them with some room, since requests may arrive in a bunch.
    private static readonly VenueManners Manners = new()
    {
        BaseUrl = new("https://api.kraken.com"),
        Buckets =
        [
            new(Calls, 31.8m, TimeSpan.FromSeconds(59)) { Burst = 12, Reserve = 3, Chunk = 1 },
            new(Orders, 95, TimeSpan.FromSeconds(59)) { Burst = 40, Reserve = 10, Chunk = 2 },
            new(Public, 60, TimeSpan.FromSeconds(59)) { Burst = 5, Reserve = 1, Chunk = 1 },
        ],
        FindFault = KrakenFaults.Find,
    };

    private readonly VenueBook _book;
    private readonly KrakenNonce _nonce;
    private readonly KrakenSignature _signature;
    private readonly KrakenAliases _aliases;
    private readonly ConcurrentDictionary<string, KrakenPair> _pairs = new(StringComparer.Ordinal);

    // Which of the venue's ids belongs to which of ours never changes.
    private readonly ConcurrentDictionary<string, string> _venueIds = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _clientIds = new(StringComparer.Ordinal);

    /// <summary>Takes its line; asks nobody yet.</summary>
    /// <param name="book">Holds the lines to all venues.</param>
    public KrakenBroker(VenueBook book)
        : base(Kind, (book ?? throw new ArgumentNullException(nameof(book))).Open(Kind, Manners))
    {
        _book = book;
        _nonce = new(book.Store, Line.Clock);
        _signature = new(Line.Settings, _nonce);
        _aliases = new(book.Store);
    }

    /// <inheritdoc/>
    public override BrokerTraits Traits { get; } = new() { CancelsAllAtOnce = true, HasDeadManSwitch = true };

    private protected override IReadOnlyList<(string Bucket, decimal Weight)> SendCosts => [(Orders, 1)];

    /// <inheritdoc/>
    /// <remarks>The venue counts whole seconds; less than one would be none.</remarks>
    public override async Task ArmDeadManAsync(TimeSpan? after, CancellationToken cancellationToken)
    {
        decimal seconds = after is { } wait ? Math.Ceiling((decimal)Check.Positive(wait).TotalSeconds) : 0;
        await NeedAsync(
            "the dead man's switch", "CancelAllOrdersAfter", [("timeout", VenueNumber.Write(seconds))], 1,
            QuotaPriority.Exit, cancellationToken);
    }

    private protected override async Task<OrderReport?> FindAsync(
        ProposedOrder order, QuotaPriority priority, CancellationToken cancellationToken) =>
        await LocateAsync(order, priority, cancellationToken) is { } found
            ? await ToReportAsync(order, found.Id, found.Order, priority, cancellationToken)
            : null;

    private protected override async Task<string?> ObjectAsync(
        ProposedOrder order, CancellationToken cancellationToken)
    {
        if (KrakenOrder.Object(order) is { } objection)
        {
            return objection;
        }

        IReadOnlyList<KrakenPair> pairs = await DescribeAsync([order.Instrument], cancellationToken);
        return pairs[0].Object(order);
    }

    private protected override Task PrepareAsync(ProposedOrder order, CancellationToken cancellationToken) =>
        _aliases.KeepAsync(order.ClientOrderId, cancellationToken);

    private protected override Task<VenueAnswer> SendAsync(
        ProposedOrder order, CancellationToken cancellationToken) =>
        AskAsync(
            new($"order {order.ClientOrderId}", token => _signature.MakeAsync(
                "/0/private/AddOrder", KrakenOrder.Write(order, KrakenNames.PairOf(order.Instrument)), token))
            {
                Repeatable = false,
            },
            cancellationToken);

    /// <remarks>The answer holds the venue's id and no more: how far it came a query tells.</remarks>
    private protected override Task<OrderReport> ReadSentAsync(
        ProposedOrder order, VenueFields answer, CancellationToken cancellationToken)
    {
        VenueFields[] ids = [.. answer.Of("result").Of("txid").Items()];
        if (ids is not [{ Json.ValueKind: System.Text.Json.JsonValueKind.String } id])
        {
            throw answer.Broken($"{ids.Length} ids of orders came, one was expected");
        }

        Remember(order, id.Json.GetString()!);
        return Task.FromResult(
            Report(order, OrderStatus.Accepted, Line.Clock.GetUtcNow(), reason: null));
    }

    private protected override bool IsDuplicate(VenueAnswer refusal) =>
        refusal.Code is { } code && code.StartsWith("EOrder:", StringComparison.Ordinal)
        && (code.Contains("uplicate", StringComparison.Ordinal)
            || code.Contains("cl_ord_id", StringComparison.Ordinal));

    private protected override async Task<string?> TakeBackAsync(
        ProposedOrder order, CancellationToken cancellationToken)
    {
        VenueCall call = Private(
            $"taking back order {order.ClientOrderId}", "CancelOrder",
            [("cl_ord_id", KrakenAliases.NameOf(order.ClientOrderId))], 1, QuotaPriority.Exit) with
        {
            Costs = [(Orders, 1)],
        };
        VenueAnswer answer = await AskAsync(call, cancellationToken);

        // What has ended or never was is an unknown order: the query that follows tells which.
        return answer.Kind is VenueAnswerKind.Done || IsUnknownOrder(answer)
            ? null
            : $"Taking it back was answered with: {answer.Message}";
    }

    private static bool IsUnknownOrder(VenueAnswer answer) =>
        answer is { Kind: VenueAnswerKind.Refused, Code: "EOrder:Unknown order" or "EOrder:Invalid order" };

    /// <summary>Looks an order up: by the venue's id where it is known, else by ours.</summary>
    private async Task<(string Id, VenueFields Order)?> LocateAsync(
        ProposedOrder order, QuotaPriority priority, CancellationToken cancellationToken)
    {
        string what = $"order {order.ClientOrderId}", name = KrakenAliases.NameOf(order.ClientOrderId);
        if (_venueIds.TryGetValue(order.ClientOrderId, out string? id))
        {
            VenueAnswer answer = await AskAsync(
                Private(what, "QueryOrders", [("txid", id)], 1, priority), cancellationToken);
            if (!IsUnknownOrder(answer)
                && answer.Need(Name, what).Of("result").OfOrNull(id) is { } known)
            {
                return (id, known);
            }
        }

        foreach ((string path, string list) in new[] { ("OpenOrders", "open"), ("ClosedOrders", "closed") })
        {
            VenueFields result = await NeedAsync(
                what, path, [("cl_ord_id", name)], 1, priority, cancellationToken);
            (string Id, VenueFields Order)[] told = [.. result.Of(list).Entries()];
            if (told.Length == 0)
            {
                continue;
            }

            (string Id, VenueFields Order)[] own = [.. told.Where(one => string.Equals(
                one.Order.TextOrNull("cl_ord_id"), name, StringComparison.OrdinalIgnoreCase))];
            if (own.Length != 1)
            {
                // Somebody else's order must not be taken for ours, nor ours for lost.
                throw result.Broken($"{told.Length} orders came, {own.Length} of them with the name {name}");
            }

            Remember(order, own[0].Id);
            return own[0];
        }

        return null;
    }

    private async Task<OrderReport> ToReportAsync(
        ProposedOrder order, string id, VenueFields found, QuotaPriority priority,
        CancellationToken cancellationToken)
    {
        string told = found.Text("status");
        decimal filled = found.NumberOrNull("vol_exec") ?? 0;
        DateTimeOffset opened = found.Seconds("opentm"), at = found.SecondsOrNull("closetm") ?? opened;
        OrderStatus status = KrakenOrder.StatusOf(told, filled, found.Number("vol"));
        string? reason = status switch
        {
            OrderStatus.Unknown => $"The venue calls the order '{told}', which nobody here knows.",
            OrderStatus.Canceled or OrderStatus.Expired =>
                found.TextOrNull("reason") ?? $"The venue calls the order {told}.",
            _ => null,
        };
        if (status is OrderStatus.Unknown)
        {
            await Line.AlertAsync(
                $"{order.ClientOrderId}:{told}", $"Order {order.ClientOrderId}: {reason}", at,
                cancellationToken);
        }

        IReadOnlyList<Fill> fills = filled > 0
            ? await ReadFillsAsync(order, id, opened, filled, priority, cancellationToken)
            : [];
        return Complete(new(order.ClientOrderId, status, fills, reason, at), filled);
    }

    private void Remember(ProposedOrder order, string venueId) =>
        (_venueIds[order.ClientOrderId], _clientIds[venueId]) = (venueId, order.ClientOrderId);

    private async Task<VenueFields> NeedAsync(
        string what, string method, IReadOnlyList<(string Name, string Value)> fields, decimal cost,
        QuotaPriority priority, CancellationToken cancellationToken)
    {
        VenueAnswer answer = await AskAsync(
            Private(what, method, fields, cost, priority), cancellationToken);
        return answer.Need(Name, what).Of("result");
    }

    private VenueCall Private(
        string what, string method, IReadOnlyList<(string Name, string Value)> fields, decimal cost,
        QuotaPriority priority) =>
        new(what, token => _signature.MakeAsync($"/0/private/{method}", fields, token))
        {
            Costs = [(Calls, cost)],
            Priority = priority,
        };

    // A wrong nonce proves that nothing was done: whatever it was is asked for again with a higher one.
    private async Task<VenueAnswer> AskAsync(VenueCall call, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            VenueAnswer answer = await Line.AskAsync(call, cancellationToken);
            if (answer is not { Kind: VenueAnswerKind.Refused, Code: KrakenFaults.WrongNonce }
                || attempt == Tries)
            {
                return answer;
            }

            _nonce.Leap(attempt == 1 ? TimeSpan.Zero : TimeSpan.FromSeconds(10 * (attempt - 1)));
        }
    }
}
