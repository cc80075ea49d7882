using System.Collections.Concurrent;
using TradingBase.Adapters.Http;
using TradingBase.Execution;
using TradingBase.Strategy;

namespace TradingBase.Adapters.Brokers;

/// <summary>
/// Binance's spot exchange: coins against coins, signed requests, ids unique among open orders.
/// </summary>
/// <remarks>
/// Thread-safe. A session never ends there, so an order for the day works until the desk takes it back, and
/// one for the open is a market order. Trade ids are unique in a symbol only, so ours are symbol and id.
/// Source: the exchange's published REST documents (rest-api.md, filters.md, errors.md).
/// </remarks>
public sealed partial class BinanceBroker : LiveBroker
{
    private const string Kind = "binance";
    private const string Weight = "weight", Orders = "orders";
    private const string NoSuchOrder = "-2013", CancelRejected = "-2011", WrongTime = "-1021";

    private static readonly VenueManners Manners = new()
    {
        BaseUrl = new("https://api.binance.com"),
        Buckets =
        [
            new(Weight, 6000, TimeSpan.FromMinutes(1)),
            new(Orders, 100, TimeSpan.FromSeconds(10)),
        ],
        FindFault = BinanceFaults.Find,
        ReadLeft = BinanceFaults.ReadLeft,
    };

    private readonly VenueBook _book;
    private readonly BinanceSignature _signature;
    private readonly ConcurrentDictionary<string, BinanceSymbol> _symbols = new(StringComparer.Ordinal);

    // Which order bears which of our ids never changes.
    private readonly ConcurrentDictionary<string, string> _clientIds = new(StringComparer.Ordinal);

    /// <summary>Takes its line; asks nobody yet.</summary>
    /// <param name="book">Holds the lines to all venues.</param>
    public BinanceBroker(VenueBook book)
        : this(book, (book ?? throw new ArgumentNullException(nameof(book))).Open(Kind, Manners))
    {
    }

    private BinanceBroker(VenueBook book, VenueLine line)
        : base(Kind, line)
    {
        _book = book;
        _signature = new(line.Settings, new VenueClock(line.Clock, ReadTimeAsync, TimeSpan.FromMinutes(10)));
    }

    /// <inheritdoc/>
    public override BrokerTraits Traits { get; } = new() { CancelsAllAtOnce = true };

    private protected override IReadOnlyList<(string Bucket, decimal Weight)> SendCosts =>
        [(Weight, 1), (Orders, 1)];

    private protected override async Task<OrderReport?> FindAsync(
        ProposedOrder order, QuotaPriority priority, CancellationToken cancellationToken)
    {
        string symbol = order.Instrument.Id.Symbol;
        VenueAnswer answer = await AskSignedAsync(
            $"order {order.ClientOrderId}", HttpMethod.Get, "/api/v3/order",
            [("symbol", symbol), ("origClientOrderId", order.ClientOrderId)], 4, priority, cancellationToken);
        if (answer is { Kind: VenueAnswerKind.Refused, Code: NoSuchOrder })
        {
            return null;
        }

        VenueFields found = answer.Need(Name, $"order {order.ClientOrderId}");
        IReadOnlyList<Fill> fills = found.Number("executedQty") > 0
            ? await ReadTradesAsync(order, found.Text("orderId"), priority, cancellationToken)
            : [];
        return await ToReportAsync(
            order, found, fills, found.MillisOrNull("updateTime") ?? found.Millis("time"), cancellationToken);
    }

    private protected override async Task<string?> ObjectAsync(
        ProposedOrder order, CancellationToken cancellationToken)
    {
        if (BinanceOrder.ObjectToType(order) is { } objection)
        {
            return objection;
        }

        BinanceSymbol symbol = await DescribeAsync(order.Instrument.Id.Symbol, cancellationToken);
        return symbol.Object(order);
    }

    private protected override async Task<VenueAnswer> SendAsync(
        ProposedOrder order, CancellationToken cancellationToken)
    {
        VenueCall call = Signed(
            $"order {order.ClientOrderId}", HttpMethod.Post, "/api/v3/order", BinanceOrder.Write(order)) with
        {
            Repeatable = false,
        };
        VenueAnswer answer = await Line.AskAsync(call, cancellationToken);
        if (answer is not { Kind: VenueAnswerKind.Refused, Code: WrongTime })
        {
            return answer;
        }

        // A wrong time proves that the order was not taken: this is no second order, but the first one.
        _signature.Distrust();
        await Line.TakeAsync(SendCosts, QuotaPriority.Exit, cancellationToken);
        return await Line.AskAsync(call, cancellationToken);
    }

    private protected override async Task<OrderReport> ReadSentAsync(
        ProposedOrder order, VenueFields answer, CancellationToken cancellationToken)
    {
        DateTimeOffset at = answer.Millis("transactTime");
        Fill[] fills = answer.OfOrNull("fills") is { } list
            ? [.. list.Items().Select(trade => BinanceOrder.ToFill(
                order, trade, trade.Number("qty"), trade.Text("tradeId"), at))]
            : [];
        return await ToReportAsync(order, answer, fills, at, cancellationToken);
    }

    // "Duplicate order sent." has no code of its own.
    private protected override bool IsDuplicate(VenueAnswer refusal) =>
        refusal.Code is "-2010" && refusal.Message.Contains("uplicate", StringComparison.Ordinal);

    private protected override async Task<string?> TakeBackAsync(
        ProposedOrder order, CancellationToken cancellationToken)
    {
        VenueAnswer answer = await AskSignedAsync(
            $"taking back order {order.ClientOrderId}", HttpMethod.Delete, "/api/v3/order",
            [("symbol", order.Instrument.Id.Symbol), ("origClientOrderId", order.ClientOrderId)], 1,
            QuotaPriority.Exit, cancellationToken);
        return answer.Kind is VenueAnswerKind.Done
            || answer is { Kind: VenueAnswerKind.Refused, Code: CancelRejected or NoSuchOrder }
            ? null
            : $"Taking it back was answered with: {answer.Message}";
    }

    private async Task<OrderReport> ToReportAsync(
        ProposedOrder order, VenueFields found, IReadOnlyList<Fill> fills, DateTimeOffset at,
        CancellationToken cancellationToken)
    {
        string told = found.Text("status");
        OrderStatus status = BinanceOrder.StatusOf(told);
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

        return Complete(new(order.ClientOrderId, status, fills, reason, at), found.Number("executedQty"));
    }

    // Symbols change seldom, and the venue checks them again: an hour is soon enough. Not for one that does
    // not trade: a halt of a minute must not refuse an hour's orders.
    private async Task<BinanceSymbol> DescribeAsync(string symbol, CancellationToken cancellationToken)
    {
        DateTimeOffset now = Line.Clock.GetUtcNow();
        if (_symbols.TryGetValue(symbol, out BinanceSymbol? known)
            && known.Trading && now - known.ReadAt < TimeSpan.FromHours(1))
        {
            return known;
        }

        string path = $"/api/v3/exchangeInfo?symbol={Uri.EscapeDataString(symbol)}";
        VenueFields info = await Line.ReadAsync(
            Plain($"the rules of {symbol}", path, 20), cancellationToken);
        VenueFields one = info.Of("symbols").Items().FirstOrDefault(item => item.Text("symbol") == symbol);
        return _symbols[symbol] = one.What is null
            ? throw info.Broken("the symbol is missing")
            : BinanceSymbol.Read(one, now);
    }

    private async Task<DateTimeOffset> ReadTimeAsync(CancellationToken cancellationToken)
    {
        VenueFields time = await Line.ReadAsync(
            Plain("the time", "/api/v3/time", 1) with { Repeatable = false }, cancellationToken);
        return time.Millis("serverTime");
    }

    // What is read here may be what a cancel or a send waits for.
    private static VenueCall Plain(string what, string path, decimal weight) =>
        new(what, _ => ValueTask.FromResult(new HttpRequestMessage(
            HttpMethod.Get, new Uri(path, UriKind.Relative))))
        {
            Costs = [(Weight, weight)],
            Priority = QuotaPriority.Exit,
        };

    private VenueCall Signed(
        string what, HttpMethod method, string path, IReadOnlyList<(string Name, string Value)> fields) =>
        new(what, cancellationToken => _signature.MakeAsync(method, path, fields, cancellationToken));

    // A read or a cancel whose time was wrong is asked for again with the right one.
    private async Task<VenueAnswer> AskSignedAsync(
        string what, HttpMethod method, string path, IReadOnlyList<(string Name, string Value)> fields,
        decimal weight, QuotaPriority priority, CancellationToken cancellationToken)
    {
        VenueCall call = Signed(what, method, path, fields) with
        {
            Costs = [(Weight, weight)],
            Priority = priority,
        };
        VenueAnswer answer = await Line.AskAsync(call, cancellationToken);
        if (answer is not { Kind: VenueAnswerKind.Refused, Code: WrongTime })
        {
            return answer;
        }

        _signature.Distrust();
        return await Line.AskAsync(call, cancellationToken);
    }
}
