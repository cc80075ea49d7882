using System.Globalization;
using System.Text.Json.Nodes;

namespace TradingBase.Testing.Exchange;

/// <summary>Speaks one venue's protocol over an exchange: a request in, an answer out.</summary>
/// <remarks>Written from the venue's public documentation, apart from the brokers that it tests.</remarks>
public abstract class VenueWire(ExchangeCore core)
{
    /// <summary>The exchange behind it.</summary>
    public ExchangeCore Core => core;

    /// <summary>The venue's name.</summary>
    public abstract string Name { get; }

    /// <summary>Traps beyond those that every wire can play.</summary>
    public abstract IReadOnlyList<TrapKind> OwnTraps { get; }

    /// <summary>What a request is for.</summary>
    public abstract WireCall Recognize(WireRequest request);

    /// <summary>Does what a request asks.</summary>
    public abstract WireAnswer Answer(WireRequest request);

    /// <summary>The venue's form of a refusal that a trap plays.</summary>
    /// <param name="kind">Too many requests, banned, an error inside, a time-out inside.</param>
    /// <param name="retryAfter">What the venue asks to wait, or null when it does not say.</param>
    public abstract WireAnswer Refuse(TrapKind kind, TimeSpan? retryAfter);

    /// <summary>Which one order a request asks for or takes back; null when it is about none.</summary>
    public abstract ExchangeOrder? Subject(WireRequest request);

    /// <summary>Makes a request's nonce look old, where the venue has nonces.</summary>
    public virtual void SpoilNonce(WireRequest request)
    {
    }

    /// <summary>Makes an answer's page point at itself.</summary>
    /// <returns>Whether there was a page to bend.</returns>
    public virtual bool LoopPage(JsonNode body, WireRequest request) => false;

    /// <summary>Where an answer holds trades: an array, or an object by id; null when nowhere.</summary>
    protected internal virtual JsonNode? TradesIn(JsonNode body) => null;

    /// <summary>Milliseconds since 1970.</summary>
    protected static long Millis(DateTimeOffset at) => at.ToUnixTimeMilliseconds();

    /// <summary>A number in plain digits with as many decimals as it needs.</summary>
    protected static string Plain(decimal value) =>
        (value / 1.000000000000000000000000000000000m).ToString(CultureInfo.InvariantCulture);

    /// <summary>A moment as in RFC 3339, with microseconds.</summary>
    protected static string Rfc3339(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
