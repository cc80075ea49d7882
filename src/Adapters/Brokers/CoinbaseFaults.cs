using System.Text.Json;
using TradingBase.Adapters.Http;

namespace TradingBase.Adapters.Brokers;

/// <summary>What Coinbase says against a request: a code of HTTP, or 200 without success.</summary>
internal static class CoinbaseFaults
{
    /// <summary>Code of a request whose token was not good: nothing was done.</summary>
    internal const string Unauthorized = "401";

    /// <summary>
    /// Reads <c>{"success":false,"error_response":{...}}</c> and <c>{"error":"...","message":"..."}</c>.
    /// </summary>
    internal static VenueFault? Find(JsonElement json)
    {
        if (json.ValueKind is not JsonValueKind.Object)
        {
            return null;
        }

        if (json.TryGetProperty("success", out JsonElement success))
        {
            return success.ValueKind is JsonValueKind.False ? Rejection(json) : null;
        }

        return Text(json, "error") is { } error
            ? new(error, Text(json, "message") ?? Text(json, "error_details") ?? error)
            : null;
    }

    /// <summary>A token that was not good is answered with a status and a word that is no JSON.</summary>
    /// <remarks>Source: RFC 9110, section 15.5.2: the request was not applied.</remarks>
    internal static VenueFault? FindByStatus(int status) =>
        status is 401 ? new(Unauthorized, "The token was not taken.", VenueAnswerKind.Refused) : null;

    private static VenueFault Rejection(JsonElement json)
    {
        JsonElement told = json.TryGetProperty("error_response", out JsonElement response)
            && response.ValueKind is JsonValueKind.Object ? response : json;

        // The reason for the order comes before the one for the request, which is often "unknown".
        string[] codes =
        [
            .. new[]
            {
                Text(told, "error"), Text(told, "new_order_failure_reason"), Text(json, "failure_reason"),
            }.OfType<string>(),
        ];
        string code = Array.Find(codes, one => !IsUnknown(one)) ?? codes.FirstOrDefault() ?? "none";
        return new(
            code, Text(told, "message") ?? Text(told, "error_details") ?? code,
            IsUnknown(code) ? VenueAnswerKind.Unknown : VenueAnswerKind.Refused);
    }

    // A venue that does not know why does not prove that nothing was done.
    private static bool IsUnknown(string code) =>
        code is "none" || code.StartsWith("UNKNOWN", StringComparison.Ordinal);

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement found) && found.ValueKind is JsonValueKind.String
        && found.GetString() is { Length: > 0 } text
            ? text
            : null;
}
