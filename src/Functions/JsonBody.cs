using System.Text.Json;
using System.Text.Json.Serialization;

namespace TradingBase.Functions;

/// <summary>
/// Reads what comes from outside strictly: an unknown name is a mistake, not a wish to ignore.
/// </summary>
public static class JsonBody
{
    /// <summary>Longest body or message that is read, bytes.</summary>
    public const int LongestBytes = 1 << 20;

    private static readonly JsonSerializerOptions Strict = new(Canonical.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
    };

    /// <summary>Reads a record.</summary>
    /// <param name="json">The text.</param>
    /// <param name="value">The record, or null with a reason.</param>
    /// <param name="reason">Where the text is wrong, or null.</param>
    /// <returns>Whether it could be read.</returns>
    public static bool TryRead<T>(ReadOnlySpan<byte> json, out T? value, out string? reason)
        where T : class
    {
        try
        {
            value = JsonSerializer.Deserialize<T>(json, Strict);
            reason = value is null ? "A JSON object was expected, null was found." : null;
        }
        catch (JsonException broken)
        {
            value = null;
            reason = Describe(broken);
        }
        catch (ArgumentException broken)
        {
            // A record's own bounds speak through its constructor.
            value = null;
            reason = broken.Message;
        }

        return reason is null;
    }

    private static string Describe(JsonException broken)
    {
        string place = broken.Path is null or "$"
            ? $"line {(broken.LineNumber ?? 0) + 1}, byte {(broken.BytePositionInLine ?? 0) + 1}"
            : broken.Path;

        // The serializer's sentences end with the place and the name of our type: neither helps a caller.
        string what = broken.Message.Split(" Path:", 2)[0].Split(" LineNumber:", 2)[0];
        int type = what.IndexOf("'TradingBase.", StringComparison.Ordinal);
        what = type < 0 ? what : "The value does not fit here.";
        return $"At {place}: {what}";
    }
}
