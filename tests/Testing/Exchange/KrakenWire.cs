using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace TradingBase.Testing.Exchange;

/// <summary>Kraken spot's REST interface: one envelope, and errors with HTTP 200.</summary>
/// <remarks>
/// Client ids are UUIDs or at most 18 characters, unique among open orders. Fees are in quote currency.
/// Source: docs.kraken.com and github.com/JKorf/Kraken.Net (recorded answers).
/// </remarks>
public sealed partial class KrakenWire(ExchangeCore core, string apiKey, string secret) : VenueWire(core)
{
    private const string Private = "/0/private/";
    private readonly byte[] _secret = Convert.FromBase64String(secret);
    private long _nonce;
    private decimal _counter;
    private DateTimeOffset _countedAt = core.Now;

    /// <summary>The call counter's limit: 15 for the lowest tier.</summary>
    public decimal CounterLimit { get; init; } = 15;

    /// <summary>What the call counter loses in a second.</summary>
    public decimal CounterDecay { get; init; } = 0.33m;

    /// <inheritdoc/>
    public override string Name => "kraken";

    /// <inheritdoc/>
    public override IReadOnlyList<TrapKind> OwnTraps { get; } =
        [TrapKind.ErrorInside, TrapKind.NonceBack, TrapKind.OtherPrice, TrapKind.PageLoop];

    /// <inheritdoc/>
    public override WireCall Recognize(WireRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Path switch
        {
            "/0/private/AddOrder" => WireCall.Place,
            "/0/private/QueryOrders" => WireCall.Query,
            "/0/private/CancelOrder" => WireCall.Cancel,
            "/0/private/CancelAll" => WireCall.CancelAll,
            "/0/private/CancelAllOrdersAfter" => WireCall.DeadMan,
            "/0/private/OpenOrders" or "/0/private/ClosedOrders" =>
                new WireForm(request.Text)["cl_ord_id"] is null ? WireCall.Orders : WireCall.Query,
            "/0/private/TradesHistory" => WireCall.Trades,
            "/0/private/Balance" or "/0/private/BalanceEx" => WireCall.Account,
            "/0/public/Time" => WireCall.Time,
            "/0/public/AssetPairs" => WireCall.Rules,
            "/0/public/Ticker" => WireCall.Quote,
            _ => WireCall.Any,
        };
    }

    /// <inheritdoc/>
    public override WireAnswer Answer(WireRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!request.Path.StartsWith(Private, StringComparison.Ordinal))
        {
            return Public(request);
        }

        WireForm form = new(request.Text);
        return request.Method is not "POST" ? Fault("EGeneral:Unknown method")
            : CheckKey(request, form) ?? Count(request.Path) ?? Route(request.Path, form);
    }

    /// <inheritdoc/>
    public override WireAnswer Refuse(TrapKind kind, TimeSpan? retryAfter) => kind switch
    {
        TrapKind.TooManyRequests when retryAfter is { } wait =>
            new WireAnswer(429, "") { ContentType = "text/plain" }
                .With("Retry-After", Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture)),
        TrapKind.TooManyRequests => Fault("EAPI:Rate limit exceeded"),
        TrapKind.OutcomeUnknown => Fault("EGeneral:Internal error"),
        _ => Fault("EService:Unavailable"),
    };

    /// <inheritdoc/>
    public override ExchangeOrder? Subject(WireRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Find(new(request.Text));
    }

    /// <inheritdoc/>
    public override void SpoilNonce(WireRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        _nonce = Math.Max(_nonce, new WireForm(request.Text).Whole("nonce") ?? 0);
    }

    /// <inheritdoc/>
    public override bool LoopPage(JsonNode body, WireRequest request)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (body["result"]?["trades"] is not JsonObject)
        {
            return false;
        }

        // The offset is not looked at: the first page comes again.
        body["result"]!["trades"] = Page(Core.VisibleTrades().Reverse(), 0);
        return true;
    }

    /// <inheritdoc/>
    protected internal override JsonNode? TradesIn(JsonNode body) => body?["result"]?["trades"];

    private WireAnswer? CheckKey(WireRequest request, WireForm form)
    {
        if (request.Header("API-Key") != apiKey)
        {
            return Fault("EAPI:Invalid key");
        }

        if (form["nonce"] is not { } nonce || form.Whole("nonce") is not { } number)
        {
            return Fault("EAPI:Invalid nonce");
        }

        byte[] digest = SHA256.HashData(Encoding.UTF8.GetBytes(nonce + request.Text));
        byte[] signed = [.. Encoding.UTF8.GetBytes(request.Path), .. digest];
        if (request.Header("API-Sign") != Convert.ToBase64String(HMACSHA512.HashData(_secret, signed)))
        {
            return Fault("EAPI:Invalid signature");
        }

        if (number <= _nonce)
        {
            return Fault("EAPI:Invalid nonce");
        }

        _nonce = number;
        return null;
    }

    /// <summary>Orders have a limiter of their own, which is not played here; all else counts.</summary>
    private WireAnswer? Count(string path)
    {
        decimal cost = path[Private.Length..] switch
        {
            "AddOrder" or "CancelOrder" => 0,
            "TradesHistory" => 2,
            _ => 1,
        };
        decimal passed = Math.Max(0, (decimal)(Core.Now - _countedAt).TotalSeconds);
        _countedAt = Core.Now;
        _counter = Math.Max(0, _counter - passed * CounterDecay);
        if (_counter + cost > CounterLimit)
        {
            return Fault("EAPI:Rate limit exceeded");
        }

        _counter += cost;
        return null;
    }

    private WireAnswer Route(string path, WireForm form) => path[Private.Length..] switch
    {
        "AddOrder" => Place(form),
        "QueryOrders" => Query(form),
        "OpenOrders" => Listed("open", form),
        "ClosedOrders" => Listed("closed", form),
        "CancelOrder" => Cancel(form),
        "CancelAll" => Good(new JsonObject { ["count"] = Core.CancelAll(null).Count }),
        "CancelAllOrdersAfter" => DeadMan(form),
        "Balance" => Balance(),
        "BalanceEx" => BalanceWithHolds(),
        "TradesHistory" => Trades(form),
        _ => Fault("EGeneral:Unknown method"),
    };

    private WireAnswer Place(WireForm form)
    {
        if (CheckTerms(form) is { } wrong)
        {
            return wrong;
        }

        ExchangeTicket ticket = Ticket(form);
        if (form["validate"] is "true")
        {
            return Good(new JsonObject { ["descr"] = new JsonObject { ["order"] = Words(ticket) } });
        }

        ExchangePlacement placed = Core.Place(ticket);
        return placed.Order is { } order
            ? Good(new JsonObject
            {
                ["descr"] = new JsonObject { ["order"] = Words(ticket) },
                ["txid"] = new JsonArray(Id(order)),
            })
            : Fault(placed.Refusal switch
            {
                ExchangeRefusal.UnknownSymbol => "EQuery:Unknown asset pair",
                ExchangeRefusal.NotTrading => "EService:Market in cancel_only mode",
                ExchangeRefusal.Price => "EOrder:Tick size check failed",
                ExchangeRefusal.Quantity => "EOrder:Order minimum not met",
                ExchangeRefusal.Notional => "EOrder:Cost minimum not met",
                ExchangeRefusal.Funds => "EOrder:Insufficient funds",
                ExchangeRefusal.DuplicateId => "EOrder:Duplicate order",
                ExchangeRefusal.WouldTake => "EOrder:Post only order",
                ExchangeRefusal.TooManyOpen => "EOrder:Orders limit exceeded",
                _ => "EOrder:Trading agreement required",
            });
    }

    private WireAnswer Query(WireForm form)
    {
        string[] wanted = form["txid"]?.Split(',') ?? [];
        if (wanted.Length is 0 or > 50)
        {
            return Fault("EGeneral:Invalid arguments:txid");
        }

        ExchangeOrder[] found = [.. Core.Visible().Where(order => wanted.Contains(Id(order)))];
        return found.Length == wanted.Length
            ? Good(Orders(found, form))
            : Fault("EOrder:Invalid order");
    }

    private WireAnswer Listed(string which, WireForm form)
    {
        string? id = form["cl_ord_id"];
        ExchangeOrder[] found = [.. Core.Visible().Where(order =>
            order.IsOpen == which is "open" && (id is null || order.Ticket.ClientId == id)).Reverse()];
        IEnumerable<ExchangeOrder> page =
            which is "open" ? found : found.Skip((int)(form.Whole("ofs") ?? 0)).Take(PageSize);
        JsonObject result = new() { [which] = Orders(page, form) };
        if (which is "closed")
        {
            result["count"] = found.Length;
        }

        return Good(result);
    }

    private WireAnswer Cancel(WireForm form) => Find(form) is { } order && Core.Cancel(order)
        ? Good(new JsonObject { ["count"] = 1 })
        : Fault("EOrder:Unknown order");

    private WireAnswer DeadMan(WireForm form)
    {
        if (form.Whole("timeout") is not { } seconds || seconds < 0)
        {
            return Fault("EGeneral:Invalid arguments:timeout");
        }

        Core.ArmDeadMan(seconds == 0 ? null : TimeSpan.FromSeconds(seconds));
        return Good(new JsonObject
        {
            ["currentTime"] = Zulu(Core.Now),
            ["triggerTime"] = Core.DeadManAt is { } at ? Zulu(at) : "0",
        });
    }

    private ExchangeOrder? Find(WireForm form)
    {
        string? id = form["txid"] ?? form["cl_ord_id"];
        return id is null
            ? null
            : Core.Orders.LastOrDefault(order => Id(order) == id || order.Ticket.ClientId == id);
    }

    private static WireAnswer Good(JsonNode result) =>
        WireAnswer.Json(new JsonObject { ["error"] = new JsonArray(), ["result"] = result });

    private static WireAnswer Fault(string error) =>
        WireAnswer.Json(new JsonObject { ["error"] = new JsonArray(error) });
}
