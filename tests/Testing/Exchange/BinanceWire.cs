using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace TradingBase.Testing.Exchange;

/// <summary>Binance spot's REST interface, version 3, as its documentation describes it.</summary>
/// <remarks>Source: github.com/binance/binance-spot-api-docs, rest-api.md, errors.md, filters.md.</remarks>
public sealed partial class BinanceWire(ExchangeCore core, string apiKey, string secret) : VenueWire(core)
{
    private readonly Dictionary<long, int> _weights = [];
    private int _overruns;
    private DateTimeOffset? _bannedUntil;

    /// <summary>Weight of requests that a minute allows.</summary>
    public int WeightPerMinute { get; init; } = 6000;

    /// <summary>Orders without a trade that ten seconds allow.</summary>
    public int OrdersPerTenSeconds { get; init; } = 100;

    /// <summary>After how many refused requests the address is banned.</summary>
    public int RefusalsToBan { get; init; } = 10;

    /// <inheritdoc/>
    public override string Name => "binance";

    /// <inheritdoc/>
    public override IReadOnlyList<TrapKind> OwnTraps { get; } = [TrapKind.Banned, TrapKind.OtherPrice];

    /// <inheritdoc/>
    public override WireCall Recognize(WireRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return (request.Method, request.Path) switch
        {
            ("POST", "/api/v3/order") => WireCall.Place,
            ("GET", "/api/v3/order") => WireCall.Query,
            ("DELETE", "/api/v3/order") => WireCall.Cancel,
            ("GET", "/api/v3/openOrders") => WireCall.Orders,
            ("DELETE", "/api/v3/openOrders") => WireCall.CancelAll,
            ("GET", "/api/v3/account") => WireCall.Account,
            ("GET", "/api/v3/myTrades") => WireCall.Trades,
            ("GET", "/api/v3/time") => WireCall.Time,
            ("GET", "/api/v3/exchangeInfo") => WireCall.Rules,
            ("GET", "/api/v3/ticker/bookTicker") => WireCall.Quote,
            _ => WireCall.Any,
        };
    }

    /// <inheritdoc/>
    public override WireAnswer Answer(WireRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        WireForm form = new(request.Query, request.Text);
        WireCall call = Recognize(request);
        if (Limit(Weigh(call, form)) is { } limited)
        {
            return limited;
        }

        WireAnswer answer = call is WireCall.Time or WireCall.Rules or WireCall.Quote
            ? Public(call, form)
            : call is WireCall.Any
                ? Unrouted(request)
                : CheckKey(request, form) ?? Private(call, form);
        return answer.With("X-MBX-USED-WEIGHT-1M", Used().ToString(CultureInfo.InvariantCulture));
    }

    /// <inheritdoc/>
    public override WireAnswer Refuse(TrapKind kind, TimeSpan? retryAfter)
    {
        WireAnswer answer = kind switch
        {
            TrapKind.Banned => Error(418, -1003, "Way too much request weight used; IP banned until "
                + $"{Digits(Millis(Core.Now + (retryAfter ?? default)))}."),
            TrapKind.OutcomeUnknown => Error(504, -1007, "Timeout waiting for response from backend server. "
                + "Send status unknown; execution status unknown."),
            _ => Error(429, -1003, "Too much request weight used; current limit is "
                + $"{Digits(WeightPerMinute)} request weight per 1 MINUTE."),
        };
        return retryAfter is { } wait ? answer.With("Retry-After", Seconds(wait)) : answer;
    }

    /// <inheritdoc/>
    public override ExchangeOrder? Subject(WireRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Find(new(request.Query, request.Text));
    }

    /// <inheritdoc/>
    protected internal override JsonNode? TradesIn(JsonNode body) =>
        body as JsonArray ?? body?["fills"] as JsonArray;

    /// <summary>What the venue holds a signature against, and the signature itself.</summary>
    internal static string Sign(string secret, string payload) => Convert.ToHexStringLower(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(payload)));

    private WireAnswer? CheckKey(WireRequest request, WireForm form)
    {
        string? key = request.Header("X-MBX-APIKEY");
        if (key is null)
        {
            return Error(401, -2014, "API-key format invalid.");
        }

        if (key != apiKey)
        {
            return Error(401, -2015, "Invalid API-key, IP, or permissions for action.");
        }

        if (form["timestamp"] is null || form["signature"] is null)
        {
            return NotSent(form["timestamp"] is null ? "timestamp" : "signature");
        }

        string expected = Sign(secret, Unsigned(request.Query) + Unsigned(request.Text));
        return string.Equals(expected, form["signature"], StringComparison.OrdinalIgnoreCase)
            ? CheckTime(form)
            : Error(400, -1022, "Signature for this request is not valid.");
    }

    private WireAnswer? CheckTime(WireForm form)
    {
        decimal window = form.Number("recvWindow") ?? 5000;
        if (window > 60000)
        {
            return Error(400, -1131, "recvWindow must be less than 60000.");
        }

        if (form.Number("timestamp") is not { } sent)
        {
            return Error(400, -1100, "Illegal characters found in parameter 'timestamp'.");
        }

        // Microseconds are told apart by their size.
        decimal timestamp = sent >= 1e14m ? sent / 1000 : sent;
        decimal now = Millis(Core.Now);
        if (timestamp >= now + 1000)
        {
            return Error(400, -1021, "Timestamp for this request was 1000ms ahead of the server's time.");
        }

        return now - timestamp > window
            ? Error(400, -1021, "Timestamp for this request is outside of the recvWindow.")
            : null;
    }

    /// <summary>Counts a request's weight; refuses it, and then bans, when there is too much.</summary>
    private WireAnswer? Limit(int weight)
    {
        DateTimeOffset now = Core.Now;
        if (_bannedUntil is { } until && now < until)
        {
            return Refuse(TrapKind.Banned, until - now);
        }

        long minute = now.ToUnixTimeSeconds() / 60;
        _weights[minute] = _weights.GetValueOrDefault(minute) + weight;
        if (_weights[minute] <= WeightPerMinute)
        {
            _overruns = 0;
            return null;
        }

        if (++_overruns > RefusalsToBan)
        {
            _bannedUntil = now + TimeSpan.FromMinutes(2);
            return Refuse(TrapKind.Banned, TimeSpan.FromMinutes(2));
        }

        DateTimeOffset next = DateTimeOffset.FromUnixTimeSeconds((minute + 1) * 60);
        return Refuse(TrapKind.TooManyRequests, next - now);
    }

    private int Used() => _weights.GetValueOrDefault(Core.Now.ToUnixTimeSeconds() / 60);

    private static int Weigh(WireCall call, WireForm form) => call switch
    {
        WireCall.Query => 4,
        WireCall.Orders => form["symbol"] is null ? 80 : 6,
        WireCall.Account or WireCall.Rules => 20,
        WireCall.Trades => form["orderId"] is null ? 20 : 5,
        WireCall.Quote => form["symbol"] is null ? 4 : 2,
        _ => 1,
    };

    private static WireAnswer Unrouted(WireRequest request) => request.Path is "/api/v3/ping"
        ? WireAnswer.Json(new JsonObject())
        : new(404, "<html><body><h2>404 Not found</h2></body></html>") { ContentType = "text/html" };

    private static string Unsigned(string encoded) => string.Join(
        '&', encoded.Split('&').Where(pair => !pair.StartsWith("signature=", StringComparison.Ordinal)));

    private static string Seconds(TimeSpan wait) =>
        Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    private static string Digits(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static WireAnswer NotSent(string name) => Error(
        400, -1102, $"Mandatory parameter '{name}' was not sent, was empty/null, or malformed.");

    private static WireAnswer Error(int status, int code, string message) =>
        WireAnswer.Json(new JsonObject { ["code"] = code, ["msg"] = message }, status);
}
