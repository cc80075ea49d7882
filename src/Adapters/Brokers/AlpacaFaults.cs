using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using TradingBase.Adapters.Http;

namespace TradingBase.Adapters.Brokers;

/// <summary>What Alpaca says against a request, and what it says of its limit.</summary>
internal static class AlpacaFaults
{
    /// <summary>Reads <c>{"code":40310000,"message":"..."}</c>.</summary>
    internal static VenueFault? Find(JsonElement json)
    {
        if (json.ValueKind is not JsonValueKind.Object || json.TryGetProperty("id", out _)
            || !json.TryGetProperty("message", out JsonElement message))
        {
            return null;
        }

        // Without a code it is the door that speaks, not the exchange.
        return json.TryGetProperty("code", out JsonElement code) && code.ValueKind is JsonValueKind.Number
            ? new(code.GetRawText(), message.ToString())
            : new("none", message.ToString(), VenueAnswerKind.Unknown);
    }

    /// <summary>Reads what is left of the minute's requests.</summary>
    internal static IEnumerable<(string Bucket, decimal Left)> ReadLeft(HttpResponseHeaders headers) =>
        Number(headers, "X-RateLimit-Remaining") is { } left ? [("requests", left)] : [];

    /// <summary>Reads when the minute is over, in seconds since 1970.</summary>
    internal static TimeSpan? ReadWait(HttpResponseHeaders headers, DateTimeOffset now) =>
        Number(headers, "X-RateLimit-Reset") is { } reset && reset is >= 0 and < 253_402_300_800
            ? DateTimeOffset.FromUnixTimeSeconds((long)reset) is var end && end > now
                ? end - now
                : TimeSpan.Zero
            : null;

    private static decimal? Number(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out IEnumerable<string>? values)
        && decimal.TryParse(
            values.First(), NumberStyles.Integer, CultureInfo.InvariantCulture, out decimal number)
            ? number
            : null;
}
