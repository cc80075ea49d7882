using System.Text.Json;
using System.Text.Json.Serialization;

namespace TradingBase;

/// <summary>Writes a value in its canonical form, and reads it back only from exactly that form.</summary>
/// <typeparam name="T">A record of the house.</typeparam>
/// <remarks>
/// Stands on properties of messages whose every byte counts: a changed name, case, zero or escape that
/// another reader would pass over makes the message unreadable here.
/// </remarks>
public sealed class CanonicalJsonConverter<T> : JsonConverter<T>
    where T : class
{
    /// <inheritdoc/>
    /// <exception cref="JsonException">The text is not the canonical form of such a value.</exception>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        string found, wanted;
        T value;
        try
        {
            found = document.RootElement.GetRawText();
            value = Canonical.Read<T>(found);
            wanted = Canonical.Json(value);
        }
        catch (Exception broken) when (broken is JsonException or ArgumentException
            or InvalidOperationException or FormatException or NotSupportedException)
        {
            throw new JsonException($"The {typeof(T).Name} cannot be read: {broken.Message}", broken);
        }

        return found == wanted
            ? value
            : throw new JsonException($"The {typeof(T).Name} is not as it was written: the text differs from "
                + $"its canonical form at character {Common(found, wanted)}.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteRawValue(Canonical.Json(value));
    }

    private static int Common(string found, string wanted) =>
        found.AsSpan().CommonPrefixLength(wanted);
}
