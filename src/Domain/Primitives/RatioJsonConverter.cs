using System.Text.Json;
using System.Text.Json.Serialization;

namespace TradingBase;

/// <summary>
/// Writes a share as a plain number, 0.15 for 15 %, so that configuration reads as people write it.
/// </summary>
public sealed class RatioJsonConverter : JsonConverter<Ratio>
{
    /// <inheritdoc/>
    public override Ratio Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.Number && reader.TryGetDecimal(out decimal value)
            ? new(value)
            : throw new JsonException("A share as a number was expected, such as 0.15 for 15 %.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Ratio value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteNumberValue(value.Value);
    }
}
