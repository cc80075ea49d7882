using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TradingBase;

/// <summary>Writes moments in UTC with a Z, and refuses a moment without an offset.</summary>
public sealed class UtcJsonConverter : JsonConverter<DateTimeOffset>
{
    private const string WholeSeconds = "yyyy-MM-dd'T'HH:mm:ss'Z'";
    private const string Ticks = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    /// <summary>Writes one moment as the house does.</summary>
    /// <param name="moment">Any offset; written in UTC.</param>
    /// <returns>Such as <c>2018-01-02T14:30:00Z</c>.</returns>
    public static string Write(DateTimeOffset moment)
    {
        DateTime utc = moment.UtcDateTime;
        string form = utc.Ticks % TimeSpan.TicksPerSecond == 0 ? WholeSeconds : Ticks;
        return utc.ToString(form, CultureInfo.InvariantCulture);
    }

    /// <summary>Reads a moment that says its offset.</summary>
    /// <param name="text">ISO 8601 with Z or an offset.</param>
    /// <param name="moment">The moment in UTC.</param>
    /// <returns>False when the text is no moment, or says no offset.</returns>
    public static bool TryRead(string? text, out DateTimeOffset moment)
    {
        moment = default;
        if (text is null || text.Length < 11 || text[10] is not ('T' or 't' or ' ')
            || text.AsSpan(11).IndexOfAny("Zz+-") < 0
            || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out DateTimeOffset read))
        {
            return false;
        }

        moment = read.ToUniversalTime();
        return true;
    }

    /// <inheritdoc/>
    public override DateTimeOffset Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TryRead(reader.GetString(), out DateTimeOffset moment)
            ? moment
            : throw new JsonException("A moment with its offset was expected, such as 2018-01-02T14:30:00Z.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(Write(value));
    }
}
