using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TradingBase.Testing.Exchange;

/// <summary>Alpaca's trading interface, version 2.</summary>
/// <remarks>
/// An order's first answer always says <c>pending_new</c> without fills: its engine answers later.
/// The session is 09:30 to 16:00 New York on weekdays; holidays are not known here.
/// Source: docs.alpaca.markets and github.com/alpacahq/alpaca-trade-api-csharp (messages and paths).
/// </remarks>
public sealed partial class AlpacaWire(ExchangeCore core, string keyId, string secret) : VenueWire(core)
{
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
    private readonly Dictionary<long, int> _requests = [];

    /// <summary>Requests that a minute allows.</summary>
    public int RequestsPerMinute { get; init; } = 200;

    /// <inheritdoc/>
    public override string Name => "alpaca";

    /// <inheritdoc/>
    public override IReadOnlyList<TrapKind> OwnTraps { get; } =
        [TrapKind.OtherPrice, TrapKind.PageLoop, TrapKind.Split];

    /// <inheritdoc/>
    public override WireCall Recognize(WireRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return (request.Method, request.Path) switch
        {
            ("POST", "/v2/orders") => WireCall.Place,
            ("GET", "/v2/orders") => WireCall.Orders,
            ("DELETE", "/v2/orders") => WireCall.CancelAll,
            ("GET", "/v2/orders:by_client_order_id") => WireCall.Query,
            ("GET", _) when request.Path.StartsWith("/v2/orders/", StringComparison.Ordinal) =>
                WireCall.Query,
            ("DELETE", _) when request.Path.StartsWith("/v2/orders/", StringComparison.Ordinal) =>
                WireCall.Cancel,
            ("GET", "/v2/account/activities" or "/v2/account/activities/FILL") => WireCall.Trades,
            ("GET", "/v2/account" or "/v2/positions") => WireCall.Account,
            ("GET", _) when request.Path.StartsWith("/v2/positions/", StringComparison.Ordinal) =>
                WireCall.Account,
            ("GET", "/v2/clock" or "/v2/calendar") => WireCall.Time,
            ("GET", _) when request.Path.StartsWith("/v2/assets", StringComparison.Ordinal) => WireCall.Rules,
            _ => WireCall.Any,
        };
    }

    /// <inheritdoc/>
    public override WireAnswer Answer(WireRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        long minute = Core.Now.ToUnixTimeSeconds() / 60;
        int used = _requests[minute] = _requests.GetValueOrDefault(minute) + 1;
        WireAnswer answer = used > RequestsPerMinute
            ? Refuse(TrapKind.TooManyRequests, null)
            : CheckKey(request) ?? Route(request);
        return answer
            .With("X-RateLimit-Limit", Digits(RequestsPerMinute))
            .With("X-RateLimit-Remaining", Digits(Math.Max(0, RequestsPerMinute - used)))
            .With("X-RateLimit-Reset", Digits((minute + 1) * 60));
    }

    /// <inheritdoc/>
    public override WireAnswer Refuse(TrapKind kind, TimeSpan? retryAfter)
    {
        WireAnswer answer = kind is TrapKind.OutcomeUnknown
            ? Error(500, 50010000, "internal server error occurred")
            : Error(429, 42910000, "rate limit exceeded");
        return retryAfter is { } wait
            ? answer.With("Retry-After", Digits((long)Math.Ceiling(wait.TotalSeconds)))
            : answer;
    }

    /// <inheritdoc/>
    public override ExchangeOrder? Subject(WireRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Path is "/v2/orders:by_client_order_id")
        {
            string? id = new WireForm(request.Query)["client_order_id"];
            return Core.Orders.LastOrDefault(order => order.Ticket.ClientId == id);
        }

        string name = request.Path["/v2/orders/".Length..];
        return Core.Orders.FirstOrDefault(order => Id(order) == name);
    }

    /// <inheritdoc/>
    public override bool LoopPage(JsonNode body, WireRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (body is not JsonArray page || Recognize(request) is not WireCall.Trades)
        {
            return false;
        }

        // A token that changes nothing: the first page comes again.
        WireForm form = new(request.Query);
        page.Clear();
        foreach (JsonObject activity in Activities(form, token: null))
        {
            page.Add(activity);
        }

        return true;
    }

    /// <inheritdoc/>
    protected internal override JsonNode? TradesIn(JsonNode body) => body as JsonArray;

    private WireAnswer? CheckKey(WireRequest request)
    {
        (string? id, string? password) =
            (request.Header("APCA-API-KEY-ID"), request.Header("APCA-API-SECRET-KEY"));
        if (id is null || password is null)
        {
            return Error(401, 40110000, "request is not authorized");
        }

        return id == keyId && password == secret
            ? null
            : WireAnswer.Json(new JsonObject { ["message"] = "forbidden." }, 403);
    }

    private WireAnswer Route(WireRequest request)
    {
        WireForm form = new(request.Query);
        string path = request.Path;
        return Recognize(request) switch
        {
            WireCall.Place => Place(request),
            WireCall.Orders => List(form),
            WireCall.CancelAll => CancelAll(),
            WireCall.Query => Query(request),
            WireCall.Cancel => Cancel(request),
            WireCall.Trades => WireAnswer.Json(new JsonArray([.. Activities(form, form["page_token"])])),
            WireCall.Account when path is "/v2/account" => WireAnswer.Json(Account()),
            WireCall.Account => Positions(path),
            WireCall.Time => path is "/v2/clock" ? Clock() : Calendar(form),
            WireCall.Rules => Assets(path),
            _ => Error(404, 40410000, "endpoint not found"),
        };
    }

    private WireAnswer Place(WireRequest request)
    {
        JsonNode? body;
        try
        {
            body = JsonNode.Parse(request.Text);
        }
        catch (JsonException)
        {
            return Error(400, 40010000, "request body format is invalid");
        }

        return body is not JsonObject fields
            ? Error(400, 40010000, "request body format is invalid")
            : CheckTerms(fields) ?? Answer(Core.Place(Ticket(fields)));
    }

    private static WireAnswer Answer(ExchangePlacement placed)
    {
        if (placed.Order is { } order)
        {
            JsonObject body = Order(order);
            body["status"] = "pending_new";
            body["filled_qty"] = "0";
            body["filled_avg_price"] = null;
            body["filled_at"] = null;
            body["canceled_at"] = null;
            body["expired_at"] = null;
            return WireAnswer.Json(body);
        }

        return placed.Refusal switch
        {
            ExchangeRefusal.UnknownSymbol => Error(422, 42210000, "asset not found"),
            ExchangeRefusal.NotTrading => Error(403, 40310000, "asset is not tradable"),
            ExchangeRefusal.Price => Error(
                422, 42210000, "sub-penny increment does not fulfill minimum pricing criteria"),
            ExchangeRefusal.Quantity => Error(422, 42210000, "qty does not fit the asset's increment"),
            ExchangeRefusal.Notional => Error(403, 40310000, "cost basis must be >= minimal amount of order"),
            ExchangeRefusal.DuplicateId => Error(422, 40010001, "client_order_id must be unique"),
            ExchangeRefusal.Funds => Error(403, 40310000, "insufficient buying power"),
            _ => Error(422, 42210000, "order was rejected"),
        };
    }

    private WireAnswer Query(WireRequest request) =>
        Subject(request) is { } order && Core.Visible().Contains(order)
            ? WireAnswer.Json(Order(order))
            : Error(404, 40410000, "order not found");

    private WireAnswer Cancel(WireRequest request)
    {
        if (Subject(request) is not { } order)
        {
            return Error(404, 40410000, "order not found");
        }

        return Core.Cancel(order)
            ? new(204, "")
            : Error(422, 42210000, $"order is already in \"{Status(order)}\" state");
    }

    private WireAnswer CancelAll() => WireAnswer.Json(
        new JsonArray([.. Core.CancelAll(null).Select(order => new JsonObject
        {
            ["id"] = Id(order), ["status"] = 200, ["body"] = Order(order),
        })]),
        207);

    private static string Digits(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static WireAnswer Error(int status, int code, string message) =>
        WireAnswer.Json(new JsonObject { ["code"] = code, ["message"] = message }, status);
}
