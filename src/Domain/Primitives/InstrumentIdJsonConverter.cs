using System.Text.Json;
using System.Text.Json.Serialization;

namespace TradingBase;

/// <summary>Writes an instrument as one string, so that it can also be a key of a JSON object.</summary>
public sealed class InstrumentIdJsonConverter : JsonConverter<InstrumentId>
{
    /// <inheritdoc/>
    public override InstrumentId Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Parse(reader.GetString());

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, InstrumentId value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.ToString());
    }

    /// <inheritdoc/>
    public override InstrumentId ReadAsPropertyName(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parse(reader
            .GetString());

    /// <inheritdoc/>
    public override void WriteAsPropertyName(
        Utf8JsonWriter writer, InstrumentId value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WritePropertyName(value.ToString());
    }

    private static InstrumentId Parse(string? text)
    {
        try
        {
            return InstrumentId.Parse(text ?? string.Empty);
        }
        catch (FormatException broken)
        {
            throw new JsonException(broken.Message, broken);
        }
    }
}
