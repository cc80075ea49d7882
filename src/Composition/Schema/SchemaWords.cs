using System.Globalization;
using System.Text.Json;

namespace TradingBase.Composition.Schema;

/// <summary>Says in words where a value is, what it is, and what its schema expects.</summary>
internal static class SchemaWords
{
    private const int LongestShown = 60;

    /// <summary>Path of a property; names with other characters than letters and digits are quoted.</summary>
    internal static string Child(string path, string name) =>
        name.Length is > 0 and <= LongestShown && name.All(char.IsAsciiLetterOrDigit)
            ? $"{path}.{name}"
            : $"{path}['{Shorten(name)}']";

    /// <summary>Whether a schema takes values of a type.</summary>
    internal static bool Takes(JsonElement schema, string type) =>
        schema.TryGetProperty("type", out JsonElement types)
        && (types.ValueKind is JsonValueKind.Array
            ? types.EnumerateArray().Any(one => one.ValueEquals(type))
            : types.ValueEquals(type));

    /// <summary>What is there. A text where people paste a secret by mistake is not shown.</summary>
    internal static string Found(JsonElement value, JsonElement schema) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String when schema.TryGetProperty("writeOnly", out _) =>
            $"a text of {value.GetString()!.Length} characters",
        _ => Shorten(value.GetRawText()),
    };

    /// <summary>What should be there.</summary>
    internal static string Expected(JsonElement schema)
    {
        if (schema.TryGetProperty("enum", out JsonElement choices))
        {
            return OneOf(choices.EnumerateArray().Select(choice => choice.ToString()));
        }

        string text = string.Join(" or ", Types(schema).Select(type => type switch
        {
            "object" => "an object",
            "array" => "a list",
            "integer" => "a whole number" + Bounds(schema),
            "number" => "a number" + Bounds(schema),
            "boolean" => "true or false",
            "null" => "null",
            _ when schema.TryGetProperty("format", out JsonElement format) =>
                format.ValueEquals("date") ? "a date such as 2024-01-31" : "an http or https address",
            _ when schema.TryGetProperty("examples", out JsonElement some) => $"a text such as {some[0]}",
            _ => "a text",
        }));
        return schema.TryGetProperty("maxLength", out JsonElement longest)
            ? $"{text} of at most {longest.GetInt32()} characters"
            : text;
    }

    /// <summary>Lists what may stand there.</summary>
    internal static string OneOf(IEnumerable<string> choices)
    {
        string[] all = [.. choices.Where(choice => choice[0] is not '$')];
        return all.Length == 1 ? all[0] : $"one of {string.Join(", ", all)}";
    }

    /// <summary>Cuts a text that is too long to be read in one line.</summary>
    internal static string Shorten(string text) =>
        text.Length <= LongestShown ? text : string.Concat(text.AsSpan(0, LongestShown), "…");

    private static IEnumerable<string> Types(JsonElement schema)
    {
        JsonElement types = schema.GetProperty("type");
        return types.ValueKind is JsonValueKind.Array
            ? types.EnumerateArray().Select(type => type.GetString()!)
            : [types.GetString()!];
    }

    private static string Bounds(JsonElement schema)
    {
        string? low = Number(schema, "minimum"), above = Number(schema, "exclusiveMinimum");
        string? high = Number(schema, "maximum");
        return (low, above, high) switch
        {
            (not null, _, not null) => $" from {low} to {high}",
            (_, not null, not null) => $" above {above} and up to {high}",
            (not null, _, _) => $" of at least {low}",
            (_, not null, _) => $" above {above}",
            (_, _, not null) => $" of at most {high}",
            _ => "",
        };
    }

    private static string? Number(JsonElement schema, string keyword) =>
        schema.TryGetProperty(keyword, out JsonElement bound)
            ? bound.GetDecimal().ToString(CultureInfo.InvariantCulture)
            : null;
}
