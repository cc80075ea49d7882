using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using TradingBase.Adapters.Http;

namespace TradingBase.Adapters.Brokers;

/// <summary>What Binance says against a request, and what it says of its limits.</summary>
internal static class BinanceFaults
{
    private const decimal WeightAMinute = 6000, OrdersInTenSeconds = 100;

    /// <summary>Reads <c>{"code":-2010,"msg":"..."}</c>.</summary>
    internal static VenueFault? Find(JsonElement json)
    {
        if (json.ValueKind is not JsonValueKind.Object
            || !json.TryGetProperty("code", out JsonElement code)
            || code.ValueKind is not JsonValueKind.Number)
        {
            return null;
        }

        string number = code.GetRawText();
        string message = json.TryGetProperty("msg", out JsonElement msg) ? msg.ToString() : "";
        return new(number, message, number switch
        {
            // Unknown error, disconnected, unexpected answer, time-out: the order may have been taken.
            "-1000" or "-1001" or "-1006" or "-1007" => VenueAnswerKind.Unknown,
            "-1003" or "-1015" => VenueAnswerKind.RateLimited,
            _ => null,
        });
    }

    /// <summary>Reads what is left of a minute's weight and of ten seconds' orders.</summary>
    internal static IEnumerable<(string Bucket, decimal Left)> ReadLeft(HttpResponseHeaders headers)
    {
        if (Number(headers, "X-MBX-USED-WEIGHT-1M") is { } weight)
        {
            yield return ("weight", Math.Max(WeightAMinute - weight, 0));
        }

        if (Number(headers, "X-MBX-ORDER-COUNT-10S") is { } orders)
        {
            yield return ("orders", Math.Max(OrdersInTenSeconds - orders, 0));
        }
    }

    private static decimal? Number(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out IEnumerable<string>? values)
        && decimal.TryParse(
            values.First(), NumberStyles.Integer, CultureInfo.InvariantCulture, out decimal number)
            ? number
            : null;
}
