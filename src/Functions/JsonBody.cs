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
            reason = Describe<T>(broken);
        }
        catch (ArgumentException broken)
        {
            // A record's own bounds speak through its constructor.
            value = null;
            reason = broken.Message;
        }

        return reason is null;
    }

    // The serializer's sentences name our types, which help no caller: said again in the caller's own terms.
    private static string Describe<T>(JsonException broken)
    {
        string place = broken.Path is null or "$"
            ? $"line {(broken.LineNumber ?? 0) + 1}, byte {(broken.BytePositionInLine ?? 0) + 1}"
            : broken.Path;
        int missing = broken.Message.IndexOf("including: ", StringComparison.Ordinal);
        string what =
            missing >= 0
            ? $"missing {broken.Message[(missing + 11)..].Split(';', '.')[0]}; known are {Names<T>()}."
            : broken.Message.Contains("could not be mapped", StringComparison.Ordinal)
            ? $"an unknown property was found; known are {Names<T>()}."
            : broken.Message.Contains("TradingBase.", StringComparison.Ordinal)
            || broken.Message.Contains("System.", StringComparison.Ordinal)
            ? "a value of another kind was expected."
            : broken.Message.Split(" Path:", 2)[0].Split(" LineNumber:", 2)[0];
        return $"At {place}: {what}";
    }

    private static string Names<T>() => string.Join(", ", Strict.GetTypeInfo(typeof(T)).Properties
        .Select(property => property.Name));
}
