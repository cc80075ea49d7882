using System.Globalization;
using System.Text.Json;

namespace TradingBase.Adapters.Tests.Compute;

/// <summary>The chat completions protocol, from OpenAI's page on streaming.</summary>
internal sealed class ChatCompletionsWire : ModelWire
{
    /// <inheritdoc/>
    internal override string Begin => ": a comment\n\n" + Choice(new { role = "assistant", content = "" });

    /// <inheritdoc/>
    internal override string Path => "/v1/chat/completions";

    /// <inheritdoc/>
    internal override string Text(string text) => Choice(new { content = text });

    /// <inheritdoc/>
    internal override IReadOnlyList<string> End(bool declined = false) =>
    [
        .. declined ? [Choice(new { refusal = "I will not." })] : Array.Empty<string>(),
        Choice(new { }, "stop"),
        Event(new
        {
            id = "c1",
            choices = Array.Empty<object>(),
            usage = new
            {
                prompt_tokens = Used.InputTokens,
                completion_tokens = Used.OutputTokens,
                total_tokens = Used.InputTokens + Used.OutputTokens,
                prompt_tokens_details = new { cached_tokens = Used.CachedInputTokens },
            },
        }),
        "data: [DONE]\n\n",
    ];

    /// <inheritdoc/>
    internal override string FaultEvent(string word) =>
        Event(new { error = new { message = "It had an error.", type = word, code = (string?)null } });

    /// <inheritdoc/>
    internal override string Fault(string word, string prose) =>
        JsonSerializer.Serialize(new { error = new { message = prose, type = word, code = word } });

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Name, string Value)> Room(
        string left, string limit, DateTimeOffset reset, DateTimeOffset now) =>
    [
        ("x-ratelimit-remaining-requests", left),
        ("x-ratelimit-limit-requests", limit),
        ("x-ratelimit-reset-requests",
            string.Create(CultureInfo.InvariantCulture, $"{(reset - now).TotalMilliseconds}ms")),
    ];

    /// <inheritdoc/>
    internal override (string Name, string Value) Key(string key) => ("Authorization", $"Bearer {key}");

    /// <inheritdoc/>
    internal override string InputOf(JsonElement question) =>
        question.GetProperty("messages")[1].GetProperty("content").GetString()!;

    private static string Choice(object delta, string? finish = null) => Event(new
    {
        id = "c1",
        @object = "chat.completion.chunk",
        choices = new[] { new { index = 0, delta, finish_reason = finish } },
        usage = (object?)null,
    });
}
