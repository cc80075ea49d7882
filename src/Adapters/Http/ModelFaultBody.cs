using System.Text.Json;
using System.Text.RegularExpressions;

namespace TradingBase.Adapters.Http;

/// <summary>Reads the bodies in which providers tell their faults.</summary>
/// <remarks>
/// Pure. Knows the forms <c>{"error":{"type","code","param","message"}}</c> (OpenAI, Azure), the same with
/// <c>details.error_code</c> (Anthropic) or in a list with <c>status</c> and <c>details[].retryDelay</c>
/// (Google), <c>{"code","error":"text"}</c> (xAI) and <c>{"object":"error","type","message"}</c> (vLLM).
/// Prose is searched for what no word says, and let go.
/// </remarks>
internal static partial class ModelFaultBody
{
    private const int LongestWord = 40;

    // What is told in prose alone: Anthropic's empty account, xAI's spent team, OpenAI's and Google's quota.
    private static readonly string[] UsedUp =
        ["credit balance is too low", "used all available credits", "monthly spending limit",
            "check your plan and billing", "insufficient balance"];

    /// <summary>Reads a body.</summary>
    /// <param name="status">HTTP status of the answer; 200 inside a stream.</param>
    /// <param name="body">The body or event; anything at all.</param>
    internal static ModelFault Read(int status, string body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            JsonElement root = document.RootElement;
            if (root.ValueKind is JsonValueKind.Array && root.GetArrayLength() > 0)
            {
                root = root[0];
            }

            return Read(status, root);
        }
        catch (JsonException)
        {
            return new(status);
        }
    }

    /// <summary>Reads the fault in an answer or event.</summary>
    internal static ModelFault Read(int status, JsonElement root)
    {
        if (root.ValueKind is not JsonValueKind.Object)
        {
            return new(status);
        }

        bool nested = root.TryGetProperty("error", out JsonElement error);
        JsonElement fault = nested && error.ValueKind is JsonValueKind.Object ? error : root;
        string prose = nested && error.ValueKind is JsonValueKind.String
            ? error.GetString()!
            : Text(fault, "message");
        string type = Word(Text(fault, "type"));
        string code = Word(Text(fault, "code"));
        code = code.Length == 0 && fault.TryGetProperty("details", out JsonElement details)
            && details.ValueKind is JsonValueKind.Object
            ? Word(Text(details, "error_code"))
            : code;
        return new(status)
        {
            Type = type.Length > 0 ? type : Word(Text(fault, "status")),
            Code = code,
            Param = Word(Text(fault, "param")),
            SaysUsedUp = UsedUp.Any(phrase => prose.Contains(phrase, StringComparison.OrdinalIgnoreCase)),
            SaysUnknownTokenCap = prose.Contains("max_completion_tokens", StringComparison.Ordinal)
                || Detail(root).Contains("max_completion_tokens", StringComparison.Ordinal),
            RetryAfter = RetryAfter(fault, prose),
        };
    }

    /// <summary>Lets a machine's word pass, and nothing that could be prose or a key.</summary>
    /// <returns>Letters, digits, dots, dashes and underscores, at most 40; else an empty text.</returns>
    internal static string Word(string? text) =>
        text is { Length: > 0 and <= LongestWord } && Words().IsMatch(text) ? text : "";

    private static TimeSpan? RetryAfter(JsonElement fault, string prose)
    {
        if (fault.TryGetProperty("details", out JsonElement details)
            && details.ValueKind is JsonValueKind.Array)
        {
            foreach (JsonElement detail in details.EnumerateArray())
            {
                if (detail.ValueKind is JsonValueKind.Object
                    && ProviderDuration.TryRead(Text(detail, "retryDelay"), out TimeSpan delay))
                {
                    return RateLimitHeaders.Bounded(delay);
                }
            }
        }

        return TryAgain().Match(prose) is { Success: true } told
            && ProviderDuration.TryRead(told.Groups[1].Value, out TimeSpan wait)
            ? RateLimitHeaders.Bounded(wait)
            : null;
    }

    // Validators (422) list the fields that they do not know beside their message.
    private static string Detail(JsonElement root) =>
        root.TryGetProperty("detail", out JsonElement detail) ? detail.GetRawText() : "";

    private static string Text(JsonElement parent, string name) =>
        !parent.TryGetProperty(name, out JsonElement value) ? ""
        : value.ValueKind is JsonValueKind.String ? value.GetString()!
        : value.ValueKind is JsonValueKind.Number ? value.GetRawText()
        : "";

    [GeneratedRegex(@"^[A-Za-z0-9._-]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Words();

    [GeneratedRegex(
        @"(?:try again|retry) (?:in|after) ([0-9][0-9hmsuµ.]*[hms])", RegexOptions.CultureInvariant)]
    private static partial Regex TryAgain();
}
