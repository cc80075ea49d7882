using System.Text.Json;
using System.Text.Json.Serialization;

namespace TradingBase.Composition.Schema;

/// <summary>Reads and writes a share as a plain fraction, as people write it in a configuration.</summary>
internal sealed class RatioJsonConverter : JsonConverter<Ratio>
{
    /// <inheritdoc/>
    public override Ratio Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetDecimal());

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Ratio value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.Value);
}
