using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TradingBase.Testing.Exchange;

/// <summary>Coinbase's Advanced Trade interface: a token for each request, refusals with HTTP 200.</summary>
/// <remarks>
/// A client id that was seen makes no order: its first order is given again.
/// Source: docs.cdp.coinbase.com and github.com/JKorf/Coinbase.Net (recorded answers).
/// </remarks>
/// <param name="core">The exchange.</param>
/// <param name="keyName">The key's name: the token's subject and key id.</param>
/// <param name="publicKey">What tokens are verified with, on the curve P-256.</param>
public sealed partial class CoinbaseWire(ExchangeCore core, string keyName, ECDsa publicKey) : VenueWire(core)
{
    private const string Root = "/api/v3/brokerage/";
    private readonly Dictionary<(long Second, bool IsPublic), int> _requests = [];

    /// <summary>The venue's own host, which tokens may name beside the one that was called.</summary>
    public string Host { get; init; } = "api.coinbase.com";

    /// <summary>Signed requests that a second allows.</summary>
    public int PrivatePerSecond { get; init; } = 30;

    /// <summary>Other requests that a second allows.</summary>
    public int PublicPerSecond { get; init; } = 10;

    /// <inheritdoc/>
    public override string Name => "coinbase";

    /// <inheritdoc/>
    public override IReadOnlyList<TrapKind> OwnTraps { get; } =
        [TrapKind.ErrorInside, TrapKind.OtherPrice, TrapKind.PageLoop];

    /// <inheritdoc/>
    public override WireCall Recognize(WireRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        string path =
            request.Path.StartsWith(Root, StringComparison.Ordinal) ? request.Path[Root.Length..] : "";
        return (request.Method, path) switch
        {
            ("POST", "orders") => WireCall.Place,
            ("POST", "orders/batch_cancel") => WireCall.Cancel,
            ("GET", "orders/historical/batch") => WireCall.Orders,
            ("GET", "orders/historical/fills") => WireCall.Trades,
            ("GET", _) when path.StartsWith("orders/historical/", StringComparison.Ordinal) => WireCall.Query,
            ("GET", "accounts") => WireCall.Account,
            ("GET", "time") => WireCall.Time,
            ("GET", "best_bid_ask") => WireCall.Quote,
            ("GET", _) when path.StartsWith("products", StringComparison.Ordinal)
                || path.StartsWith("market/products", StringComparison.Ordinal) => WireCall.Rules,
            _ => WireCall.Any,
        };
    }

    /// <inheritdoc/>
    public override WireAnswer Answer(WireRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        WireCall call = Recognize(request);
        bool isPublic = call is WireCall.Time
            || request.Path.StartsWith($"{Root}market/", StringComparison.Ordinal);
        (long, bool) second = (Core.Now.ToUnixTimeSeconds(), isPublic);
        _requests[second] = _requests.GetValueOrDefault(second) + 1;
        return _requests[second] > (isPublic ? PublicPerSecond : PrivatePerSecond)
            ? Refuse(TrapKind.TooManyRequests, null)
            : (isPublic ? null : CheckToken(request)) ?? Route(call, request);
    }

    /// <inheritdoc/>
    public override WireAnswer Refuse(TrapKind kind, TimeSpan? retryAfter)
    {
        WireAnswer answer = kind switch
        {
            TrapKind.ErrorInside => Refused("UNKNOWN_FAILURE_REASON", "Internal error, try again"),
            TrapKind.OutcomeUnknown => Error(500, "INTERNAL", "Something went wrong"),
            _ => Error(429, "RATE_LIMIT_EXCEEDED", "Too many requests"),
        };
        return retryAfter is { } wait
            ? answer.With(
                "Retry-After", Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture))
            : answer;
    }

    /// <inheritdoc/>
    public override ExchangeOrder? Subject(WireRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        string? id = Recognize(request) is WireCall.Cancel
            ? (string?)Body(request)?["order_ids"]?[0]
            : request.Path[(request.Path.LastIndexOf('/') + 1)..];
        return Core.Orders.FirstOrDefault(order => Id(order) == id);
    }

    /// <inheritdoc/>
    public override bool LoopPage(JsonNode body, WireRequest request)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(request);
        body["cursor"] = new WireForm(request.Query)["cursor"] ?? "0";
        body["has_next"] = true;
        return true;
    }

    /// <inheritdoc/>
    protected internal override JsonNode? TradesIn(JsonNode body) => body?["fills"];

    /// <summary>A token is for one method and path, signed with ES256 and good for two minutes.</summary>
    private WireAnswer? CheckToken(WireRequest request)
    {
        string token = request.Header("Authorization") is { } header
            && header.StartsWith("Bearer ", StringComparison.Ordinal) ? header["Bearer ".Length..] : "";
        string[] parts = token.Split('.');
        if (parts.Length != 3
            || !TryRead(parts[0], out JsonNode head) || !TryRead(parts[1], out JsonNode claims))
        {
            return Unauthorized();
        }

        string host = request.Header("Host") ?? Host;
        string[] hosts = [Host, host, host.Split(':')[0]];
        long now = Core.Now.ToUnixTimeSeconds();
        (long from, long to) = ((long?)claims["nbf"] ?? long.MaxValue, (long?)claims["exp"] ?? 0);
        bool good = (string?)head["alg"] is "ES256" && (string?)head["kid"] == keyName
            && (string?)head["nonce"] is { Length: > 0 }
            && (string?)claims["sub"] == keyName && (string?)claims["iss"] is "cdp"
            && hosts.Any(known => (string?)claims["uri"] == $"{request.Method} {known}{request.Path}")
            && from <= now && now < to && to - from <= 120
            && publicKey.VerifyData(
                Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]),
                HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return good ? null : Unauthorized();
    }

    private WireAnswer Route(WireCall call, WireRequest request) => call switch
    {
        WireCall.Place => Place(request),
        WireCall.Cancel => Cancel(request),
        WireCall.Query => Subject(request) is { } order && Core.Visible().Contains(order)
            ? WireAnswer.Json(new JsonObject { ["order"] = Order(order) })
            : Error(404, "NOT_FOUND", "order not found"),
        WireCall.Orders => Listed(new(request.Query)),
        WireCall.Trades => Fills(new(request.Query)),
        WireCall.Account => Accounts(),
        WireCall.Rules => Products(request.Path),
        WireCall.Quote => Quotes(new(request.Query)),
        WireCall.Time => WireAnswer.Json(new JsonObject
        {
            ["iso"] = Rfc3339(Core.Now),
            ["epochSeconds"] = Core.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ["epochMillis"] = Millis(Core.Now).ToString(CultureInfo.InvariantCulture),
        }),
        _ => Error(404, "NOT_FOUND", "no such resource"),
    };

    private WireAnswer Place(WireRequest request)
    {
        if (Ticket(Body(request)) is not { } ticket)
        {
            return Error(400, "INVALID_ARGUMENT", "a field is missing, malformed or not expected");
        }

        ExchangePlacement placed = Core.Place(ticket);
        if (placed.Order is { } order)
        {
            return WireAnswer.Json(new JsonObject
            {
                ["success"] = true,
                ["success_response"] = new JsonObject
                {
                    ["order_id"] = Id(order),
                    ["product_id"] = order.Ticket.Symbol,
                    ["side"] = Side(order.Ticket),
                    ["client_order_id"] = order.Ticket.ClientId,
                },
                ["order_configuration"] = Terms(order.Ticket),
            });
        }

        return placed.Refusal switch
        {
            ExchangeRefusal.Funds => Refused("INSUFFICIENT_FUND", "Insufficient balance in source account"),
            ExchangeRefusal.Price => Refused("INVALID_PRICE_PRECISION", "Too many decimals in order price"),
            ExchangeRefusal.Quantity => Refused("INVALID_SIZE_PRECISION", "Size does not fit the product"),
            ExchangeRefusal.Notional => Refused("INVALID_ORDER_SIZE", "Order is too small"),
            ExchangeRefusal.UnknownSymbol => Refused("INVALID_PRODUCT_ID", "Invalid product_id"),
            ExchangeRefusal.WouldTake => Refused("INVALID_LIMIT_PRICE_POST_ONLY", "Limit price would take"),
            ExchangeRefusal.WouldTrigger => Refused("INVALID_STOP_PRICE", "Stop price would trigger at once"),
            _ => Refused("UNSUPPORTED_ORDER_CONFIGURATION", "Orders are not taken now"),
        };
    }

    private WireAnswer Cancel(WireRequest request)
    {
        if (Body(request)?["order_ids"] is not JsonArray { Count: > 0 and <= 100 } ids)
        {
            return Error(400, "INVALID_ARGUMENT", "order_ids is missing or has more than 100");
        }

        return WireAnswer.Json(new JsonObject
        {
            ["results"] = new JsonArray([.. ids.Select(id => (string)id!).Select(id =>
            {
                ExchangeOrder? order = Core.Orders.FirstOrDefault(order => Id(order) == id);
                bool done = order is not null && Core.Cancel(order);
                return new JsonObject
                {
                    ["success"] = done,
                    ["failure_reason"] = done ? "UNKNOWN_CANCEL_FAILURE_REASON"
                        : order is null ? "UNKNOWN_CANCEL_ORDER" : "INVALID_CANCEL_REQUEST",
                    ["order_id"] = id,
                };
            })]),
        });
    }

    private static JsonNode? Body(WireRequest request)
    {
        try
        {
            return JsonNode.Parse(request.Text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool TryRead(string part, out JsonNode node)
    {
        node = new JsonObject();
        try
        {
            node = JsonNode.Parse(Base64Url.DecodeFromChars(part)) ?? node;
            return node is JsonObject;
        }
        catch (Exception broken) when (broken is FormatException or JsonException)
        {
            return false;
        }
    }

    private static WireAnswer Unauthorized() => new(401, "Unauthorized\n") { ContentType = "text/plain" };

    private static WireAnswer Refused(string error, string message) => WireAnswer.Json(new JsonObject
    {
        ["success"] = false,
        ["failure_reason"] = error,
        ["order_id"] = "",
        ["error_response"] = new JsonObject
        {
            ["error"] = error,
            ["message"] = message,
            ["error_details"] = "",
            ["preview_failure_reason"] = $"PREVIEW_{error}",
            ["new_order_failure_reason"] = error,
        },
    });

    private static WireAnswer Error(int status, string error, string message) => WireAnswer.Json(
        new JsonObject { ["error"] = error, ["error_details"] = message, ["message"] = message }, status);
}
