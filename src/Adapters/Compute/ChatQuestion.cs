using System.Text.Json;
using TradingBase.Compute;

namespace TradingBase.Adapters.Compute;

/// <summary>Writes a question as the chat completions protocol takes it.</summary>
internal static class ChatQuestion
{
    private const int LongestName = 64;

    /// <summary>Writes the body.</summary>
    /// <param name="endpoint">Says which model.</param>
    /// <param name="request">The question.</param>
    /// <param name="tokenCap">
    /// The field that caps the answer: <c>max_completion_tokens</c>, or the older <c>max_tokens</c>.
    /// </param>
    /// <returns>JSON, UTF-8.</returns>
    internal static byte[] Write(Endpoint endpoint, InferenceRequest request, string tokenCap)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("model", endpoint.Model);
            writer.WriteStartArray("messages");
            WriteMessage(writer, "system", request.Instructions);
            WriteMessage(writer, "user", request.Input);
            writer.WriteEndArray();
            writer.WriteBoolean("stream", true);
            writer.WriteStartObject("stream_options");
            writer.WriteBoolean("include_usage", true);
            writer.WriteEndObject();
            writer.WriteNumber(tokenCap, request.MaxOutputTokens);
            if (PortableSchema.Write(request.Schema) is { } schema)
            {
                WriteFormat(writer, request.Role, schema);
            }

            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void WriteMessage(Utf8JsonWriter writer, string role, string content)
    {
        // Some compatibles refuse a message without content.
        if (content.Length > 0)
        {
            writer.WriteStartObject();
            writer.WriteString("role", role);
            writer.WriteString("content", content);
            writer.WriteEndObject();
        }
    }

    private static void WriteFormat(Utf8JsonWriter writer, string role, JsonElement schema)
    {
        writer.WriteStartObject("response_format");
        writer.WriteString("type", "json_schema");
        writer.WriteStartObject("json_schema");
        writer.WriteString("name", NameOf(role));
        writer.WriteBoolean("strict", true);
        writer.WritePropertyName("schema");
        schema.WriteTo(writer);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static string NameOf(string role)
    {
        string name = string.Concat(role.Take(LongestName)
            .Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' ? letter : '_'));
        return name.Length > 0 ? name : "answer";
    }
}
