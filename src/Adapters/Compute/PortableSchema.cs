using System.Text;
using System.Text.Json;

namespace TradingBase.Adapters.Compute;

/// <summary>Writes a schema in the part of JSON Schema that every provider takes for bound answers.</summary>
/// <remarks>
/// Pure. Bounds of numbers, texts and lists are refused by some (Anthropic and Azure OpenAI answer 400), so
/// they are told as prose; the reply is checked against the whole schema by whoever asked.
/// Source: the providers' pages on structured outputs.
/// </remarks>
internal static class PortableSchema
{
    private static readonly HashSet<string> Bounds = new(StringComparer.Ordinal)
    {
        "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minItems", "maxItems",
        "uniqueItems", "minLength", "maxLength", "pattern", "format",
    };

    /// <summary>Writes a schema.</summary>
    /// <param name="schema">JSON Schema as text.</param>
    /// <returns>The portable schema, or null when the text is empty: the answer is free.</returns>
    /// <exception cref="ArgumentException">The text is no JSON object.</exception>
    internal static JsonElement? Write(string schema)
    {
        if (string.IsNullOrWhiteSpace(schema))
        {
            return null;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(schema);
            using MemoryStream stream = new();
            using (Utf8JsonWriter writer = new(stream))
            {
                WriteSchema(writer, document.RootElement);
            }

            using JsonDocument portable = JsonDocument.Parse(stream.ToArray());
            return portable.RootElement.ValueKind is JsonValueKind.Object
                ? portable.RootElement.Clone()
                : throw new ArgumentException("The schema is no JSON object.", nameof(schema));
        }
        catch (JsonException broken)
        {
            throw new ArgumentException("The schema is no JSON.", nameof(schema), broken);
        }
    }

    private static void WriteSchema(Utf8JsonWriter writer, JsonElement schema)
    {
        if (schema.ValueKind is not JsonValueKind.Object)
        {
            schema.WriteTo(writer);
            return;
        }

        StringBuilder told = new();
        writer.WriteStartObject();
        foreach (JsonProperty keyword in schema.EnumerateObject())
        {
            if (Bounds.Contains(keyword.Name))
            {
                told.Append(told.Length > 0 ? ", " : "").Append(keyword.Name).Append(' ')
                    .Append(keyword.Value.GetRawText());
            }
            else if (keyword.Name is not "description")
            {
                WriteKeyword(writer, keyword);
            }
        }

        string description = schema.TryGetProperty("description", out JsonElement text)
            && text.ValueKind is JsonValueKind.String ? text.GetString()! : "";
        if (description.Length + told.Length > 0)
        {
            writer.WriteString(
                "description", told.Length == 0 ? description : $"{description} ({told})".TrimStart());
        }

        writer.WriteEndObject();
    }

    private static void WriteKeyword(Utf8JsonWriter writer, JsonProperty keyword)
    {
        writer.WritePropertyName(keyword.Name);
        switch (keyword.Name)
        {
            case "properties" or "$defs" when keyword.Value.ValueKind is JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (JsonProperty member in keyword.Value.EnumerateObject())
                {
                    writer.WritePropertyName(member.Name);
                    WriteSchema(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case "anyOf" or "allOf" or "oneOf" when keyword.Value.ValueKind is JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement choice in keyword.Value.EnumerateArray())
                {
                    WriteSchema(writer, choice);
                }

                writer.WriteEndArray();
                break;
            case "items":
                WriteSchema(writer, keyword.Value);
                break;
            default:
                keyword.Value.WriteTo(writer);
                break;
        }
    }
}
