using System.Text;
using System.Text.Json.Nodes;

namespace TradingBase.Testing.Exchange;

/// <summary>What goes back over the wire.</summary>
/// <param name="Status">The status of HTTP.</param>
/// <param name="Body">As sent.</param>
public sealed record WireAnswer(int Status, string Body)
{
    /// <summary>Headers beside those of the transport.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } =
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>What the body is.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>How it travels.</summary>
    public WireDelivery Delivery { get; init; }

    /// <summary>How long it takes.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>The body's bytes.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(Body);

    /// <summary>The body as a tree.</summary>
    /// <exception cref="System.Text.Json.JsonException">It is no JSON.</exception>
    public JsonNode Tree() => JsonNode.Parse(Body)
        ?? throw new InvalidOperationException("The body is the literal null.");

    /// <summary>An answer in JSON.</summary>
    public static WireAnswer Json(JsonNode body, int status = 200)
    {
        ArgumentNullException.ThrowIfNull(body);
        return new(status, body.ToJsonString());
    }

    /// <summary>The same answer with one more header.</summary>
    public WireAnswer With(string name, string value) => this with
    {
        Headers = new Dictionary<string, string>(Headers, StringComparer.OrdinalIgnoreCase)
        {
            [name] = value,
        },
    };
}
