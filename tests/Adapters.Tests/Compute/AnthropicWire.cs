using System.Globalization;
using System.Text.Json;

namespace TradingBase.Adapters.Tests.Compute;

/// <summary>The messages protocol, from Anthropic's page on streaming.</summary>
internal sealed class AnthropicWire : ModelWire
{
    private const int Written = 20;

    /// <inheritdoc/>
    internal override string Begin =>
        Event(
            new
            {
                type = "message_start",
                message = new
                {
                    id = "msg_1", type = "message", role = "assistant", model = "model-1",
                    content = Array.Empty<object>(), stop_reason = (string?)null,
                    stop_sequence = (string?)null,
                    usage = new
                    {
                        input_tokens = Used.InputTokens - Used.CachedInputTokens - Written,
                        cache_creation_input_tokens = Written,
                        cache_read_input_tokens = Used.CachedInputTokens,
                        output_tokens = 1,
                    },
                },
            },
            "message_start")
        + Event(new { type = "ping" }, "ping")
        + Event(
            new { type = "content_block_start", index = 0, content_block = new { type = "text", text = "" } },
            "content_block_start");

    /// <inheritdoc/>
    internal override string Path => "/v1/messages";

    /// <inheritdoc/>
    internal override string Text(string text) => Event(
        new { type = "content_block_delta", index = 0, delta = new { type = "text_delta", text } },
        "content_block_delta");

    /// <inheritdoc/>
    internal override IReadOnlyList<string> End(bool declined = false) =>
    [
        Event(new { type = "content_block_stop", index = 0 }, "content_block_stop"),
        Event(
            new
            {
                type = "message_delta",
                delta = new { stop_reason = declined ? "refusal" : "end_turn" },
                usage = new { output_tokens = Used.OutputTokens },
            },
            "message_delta"),
        Event(new { type = "message_stop" }, "message_stop"),
    ];

    /// <inheritdoc/>
    internal override string FaultEvent(string word) =>
        Event(new { type = "error", error = new { type = word, message = "Overloaded" } }, "error");

    /// <inheritdoc/>
    internal override string Fault(string word, string prose) =>
        JsonSerializer.Serialize(new { type = "error", error = new { type = word, message = prose } });

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Name, string Value)> Room(
        string left, string limit, DateTimeOffset reset, DateTimeOffset now) =>
    [
        ("anthropic-ratelimit-requests-remaining", left),
        ("anthropic-ratelimit-requests-limit", limit),
        ("anthropic-ratelimit-requests-reset",
            reset.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
    ];

    /// <inheritdoc/>
    internal override (string Name, string Value) Key(string key) => ("Authorization", $"Bearer {key}");

    /// <inheritdoc/>
    internal override string InputOf(JsonElement question) =>
        question.GetProperty("messages")[0].GetProperty("content").GetString()!;
}
