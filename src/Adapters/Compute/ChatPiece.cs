using System.Text.Json;
using TradingBase.Adapters.Http;
using TradingBase.Compute;

namespace TradingBase.Adapters.Compute;

/// <summary>One event of a chat completions stream.</summary>
/// <param name="Text">What the first choice said; may be empty.</param>
/// <param name="Finish">Why it stopped, or null while it goes on.</param>
/// <param name="Declined">Whether it declined.</param>
/// <param name="Usage">What the answer used so far, or null.</param>
/// <param name="Fault">A fault told inside the stream, or null.</param>
internal sealed record ChatPiece(
    string Text, string? Finish = null, bool Declined = false, InferenceUsage? Usage = null,
    ModelFault? Fault = null)
{
    /// <summary>The event that ends every stream.</summary>
    internal static ChatPiece End { get; } = new("", "end");

    /// <summary>Whether nothing comes after it.</summary>
    internal bool IsEnd => ReferenceEquals(this, End);

    /// <summary>Reads an event's data; fields that it does not know are let pass.</summary>
    /// <exception cref="JsonException">It is no JSON object.</exception>
    internal static ChatPiece Read(string eventType, ReadOnlySpan<byte> data)
    {
        if (data.Trim((byte)' ').SequenceEqual("[DONE]"u8))
        {
            return End;
        }

        Utf8JsonReader reader = new(data);
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        JsonElement root = document.RootElement;
        if (root.ValueKind is not JsonValueKind.Object)
        {
            throw new JsonException("An event of a stream is an object.");
        }

        bool told = root.TryGetProperty("error", out JsonElement error)
            && error.ValueKind is not JsonValueKind.Null;
        if (told || eventType is "error" || TextOf(root, "object") is "error")
        {
            return new("", Fault: ModelFaultBody.Read(200, root));
        }

        InferenceUsage? usage = UsageOf(root);
        if (Object(root, "choices", JsonValueKind.Array) is not { } choices || choices.GetArrayLength() == 0
            || choices[0].ValueKind is not JsonValueKind.Object)
        {
            return new("", Usage: usage);
        }

        JsonElement choice = choices[0];
        string? finish = TextOf(choice, "finish_reason") is { Length: > 0 } why ? why : null;
        JsonElement? delta = Object(choice, "delta", JsonValueKind.Object);
        return new(
            delta is { } said ? TextOf(said, "content") : "",
            finish,
            finish is "content_filter" || (delta is { } refused && TextOf(refused, "refusal").Length > 0),
            usage);
    }

    /// <remarks>
    /// Some leave hidden reasoning out of the tokens written and in the total (xAI, Google): the total tells.
    /// </remarks>
    private static InferenceUsage? UsageOf(JsonElement root)
    {
        if (Object(root, "usage", JsonValueKind.Object) is not { } usage)
        {
            return null;
        }

        long? input = Count(usage, "prompt_tokens");
        long? output = Count(usage, "completion_tokens");
        long? hidden = Count(usage, "total_tokens") - input;
        long? cached = Object(usage, "prompt_tokens_details", JsonValueKind.Object) is { } details
            ? Count(details, "cached_tokens")
            : Count(usage, "prompt_cache_hit_tokens");
        return ModelStream.Usage(input, hidden > output ? hidden : output, cached);
    }

    private static long? Count(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.Number
            && value.TryGetInt64(out long count) && count is >= 0 and <= int.MaxValue
            ? count
            : null;

    private static JsonElement? Object(JsonElement parent, string name, JsonValueKind kind) =>
        parent.TryGetProperty(name, out JsonElement value) && value.ValueKind == kind ? value : null;

    private static string TextOf(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.String
            ? value.GetString()!
            : "";
}
