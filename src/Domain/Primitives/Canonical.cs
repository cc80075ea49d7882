using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TradingBase;

/// <summary>The one written form of a value, so that equal values have equal hashes.</summary>
/// <remarks>
/// JSON without white space, names in camel case and ordinal order, enumerations by name, absent values left
/// out, decimals without trailing zeros, times in UTC as <c>2018-01-02T14:30:00Z</c> (with seven more digits
/// only where
/// a fraction of a second is there). Idea: RFC 8785; the numbers' form is our own, since money is decimal.
/// </remarks>
public static class Canonical
{
    /// <summary>
    /// The house's JSON: what documents, messages between rooms and records are written with.
    /// </summary>
    public static JsonSerializerOptions Options { get; } = MakeOptions();

    /// <summary>Writes a value in its canonical form.</summary>
    /// <param name="value">Any record of the house; null writes <c>null</c>.</param>
    /// <returns>The JSON text.</returns>
    public static string Json<T>(T value)
    {
        using JsonDocument document = JsonSerializer.SerializeToDocument(value, Options);
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, new JsonWriterOptions { Encoder = Options.Encoder }))
        {
            Write(writer, document.RootElement);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads what <see cref="Json{T}"/> wrote.</summary>
    /// <exception cref="JsonException">The text does not hold such a value.</exception>
    public static T Read<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, Options)
            ?? throw new JsonException("A value was expected, null was found.");

    /// <summary>Hashes a value's canonical form.</summary>
    /// <returns>SHA-256, 64 lower-case hexadecimal digits.</returns>
    public static string Hash<T>(T value) => Sha256(Json(value));

    /// <summary>Hashes a text's UTF-8 bytes.</summary>
    /// <returns>SHA-256, 64 lower-case hexadecimal digits.</returns>
    public static string Sha256(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static JsonSerializerOptions MakeOptions()
    {
        JsonSerializerOptions options = new(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            NumberHandling = JsonNumberHandling.Strict,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new UtcJsonConverter() },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private static void Write(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (JsonProperty property in element.EnumerateObject()
                    .OrderBy(property => property.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(property.Name);
                    Write(writer, property.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement item in element.EnumerateArray())
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.Number:
                WriteNumber(writer, element);
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    private static void WriteNumber(Utf8JsonWriter writer, JsonElement element)
    {
        string text = element.GetRawText();

        // A decimal keeps trailing zeros (1.50) that the value does not have; a double never writes them.
        if (text.Contains('.', StringComparison.Ordinal)
            && !text.Contains('E', StringComparison.OrdinalIgnoreCase))
        {
            text = text.TrimEnd('0').TrimEnd('.');
        }

        writer.WriteRawValue(text is "-0" ? "0" : text);
    }
}
