using System.Text.Json;
using TradingBase.Adapters.Http;

namespace TradingBase.Adapters.Brokers;

/// <summary>What Kraken says against a request: HTTP 200, and a list of texts in the envelope.</summary>
/// <remarks>
/// A text is a category, a colon and what is wrong; those that begin with W are warnings. The worst one
/// decides. Source: the exchange's guide to API errors.
/// </remarks>
internal static class KrakenFaults
{
    /// <summary>A nonce that was not above all earlier ones: nothing was done.</summary>
    internal const string WrongNonce = "EAPI:Invalid nonce";

    // The door or its users are at fault: these categories are judged before anything is done.
    private static readonly string[] Definitive =
    [
        "EAPI:", "EOrder:", "EQuery:", "EAccount:", "EAuth:", "ETrade:", "EBM:",
        "EGeneral:Invalid arguments", "EGeneral:Permission denied", "EGeneral:Unknown method",
        "EService:Market in",
    ];

    private static readonly string[] TooMany =
    [
        "EAPI:Rate limit exceeded", "EOrder:Rate limit exceeded", "EGeneral:Too many requests",
        "EService:Throttled",
    ];

    /// <summary>Reads <c>{"error":["EOrder:Insufficient funds"]}</c>.</summary>
    /// <returns>Null where there are no errors, though there may be warnings.</returns>
    internal static VenueFault? Find(JsonElement json)
    {
        if (json.ValueKind is not JsonValueKind.Object
            || !json.TryGetProperty("error", out JsonElement errors)
            || errors.ValueKind is not JsonValueKind.Array)
        {
            return null;
        }

        string[] told =
        [
            .. errors.EnumerateArray().Select(error => error.ToString())
                .Where(error => !error.StartsWith('W')),
        ];
        return told.Length == 0 ? null : new(
            told[0], string.Join("; ", told.Select(error => error[(error.IndexOf(':') + 1)..].Trim())),
            told.Select(KindOf).MaxBy(Weight));
    }

    private static VenueAnswerKind KindOf(string error) =>
        Begins(error, TooMany) ? VenueAnswerKind.RateLimited
        : Begins(error, ["EGeneral:Temporary lockout"]) ? VenueAnswerKind.Banned
        : Begins(error, Definitive) ? VenueAnswerKind.Refused
        : VenueAnswerKind.Unknown;

    private static int Weight(VenueAnswerKind kind) => kind switch
    {
        VenueAnswerKind.Unknown => 3,
        VenueAnswerKind.Banned => 2,
        VenueAnswerKind.RateLimited => 1,
        _ => 0,
    };

    private static bool Begins(string error, string[] starts) =>
        Array.Exists(starts, start => error.StartsWith(start, StringComparison.Ordinal));
}
