using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TradingBase.Composition.Schema;

/// <summary>Checks a document against the part of JSON Schema 2020-12 that the options use.</summary>
/// <param name="root">The schema, for references into its <c>$defs</c>.</param>
/// <param name="mistakes">Takes every objection.</param>
/// <remarks>Keywords known: those of <see cref="Keywords"/>; a test keeps the schema to them.</remarks>
internal sealed class SchemaCheck(JsonElement root, List<ConfigurationMistake> mistakes)
{
    private static readonly TimeSpan PatternPatience = TimeSpan.FromSeconds(1);

    /// <summary>Every keyword that is obeyed or, as annotations, passed over.</summary>
    internal static IReadOnlyList<string> Keywords { get; } =
    [
        "$ref", "$defs", "type", "properties", "additionalProperties", "propertyNames", "required", "items",
        "minItems",
        "uniqueItems", "enum", "minimum", "maximum", "exclusiveMinimum", "maxLength", "pattern", "format",
        "writeOnly", "$schema", "$id", "title", "description", "default", "examples",
    ];

    /// <summary>Checks one value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="schema">Its schema.</param>
    /// <param name="path">Its JSON path.</param>
    /// <returns>The value without what was objected to, or null when nothing of it can be used.</returns>
    internal JsonNode? Walk(JsonElement value, JsonElement schema, string path)
    {
        schema = Resolve(schema);
        if (!HasType(value, schema))
        {
            return Refuse(value, schema, path);
        }

        return value.ValueKind switch
        {
            JsonValueKind.Object => WalkObject(value, schema, path),
            JsonValueKind.Array => WalkArray(value, schema, path),
            JsonValueKind.Null => null,
            _ => Fits(value, schema) ? JsonValue.Create(value) : Refuse(value, schema, path),
        };
    }

    private JsonObject WalkObject(JsonElement value, JsonElement schema, string path)
    {
        JsonObject sound = [];
        if (!schema.TryGetProperty("properties", out JsonElement properties))
        {
            return WalkMap(value, schema, path);
        }

        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (JsonProperty property in value.EnumerateObject())
        {
            string at = SchemaWords.Child(path, property.Name);
            if (!seen.Add(property.Name))
            {
                mistakes.Add(new(at, "the same property again", "each property once"));
            }
            else if (!properties.TryGetProperty(property.Name, out JsonElement child))
            {
                string known = SchemaWords.OneOf(properties.EnumerateObject().Select(one => one.Name));
                mistakes.Add(new(at, "an unknown property", known));
            }
            else if (Walk(property.Value, child, at) is { } kept)
            {
                // What cannot be used keeps its default; a null that the schema allows is the default too.
                sound[property.Name] = kept;
            }
        }

        if (schema.TryGetProperty("required", out JsonElement required))
        {
            mistakes.AddRange(required.EnumerateArray()
                .Select(name => name.GetString()!)
                .Where(name => !seen.Contains(name))
                .Select(name => new ConfigurationMistake(
                    SchemaWords.Child(path, name),
                    "nothing",
                    SchemaWords.Expected(Resolve(properties.GetProperty(name))))));
        }

        return sound;
    }

    // An object whose names are free: each must be such a name, each value such a value.
    private JsonObject WalkMap(JsonElement value, JsonElement schema, string path)
    {
        JsonObject sound = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        JsonElement names = Resolve(schema.GetProperty("propertyNames"));
        JsonElement values = schema.GetProperty("additionalProperties");
        foreach (JsonProperty property in value.EnumerateObject())
        {
            string at = SchemaWords.Child(path, property.Name);
            if (!seen.Add(property.Name))
            {
                mistakes.Add(new(at, "the same property again", "each property once"));
            }
            else if (!FitsText(property.Name, names))
            {
                mistakes.Add(new(at, "such a name", SchemaWords.Expected(names)));
            }
            else if (Walk(property.Value, values, at) is { } kept)
            {
                sound[property.Name] = kept;
            }
        }

        return sound;
    }

    private JsonArray WalkArray(JsonElement value, JsonElement schema, string path)
    {
        JsonArray sound = [];
        JsonElement items = Resolve(schema.GetProperty("items"));
        bool unique = schema.TryGetProperty("uniqueItems", out JsonElement once) && once.GetBoolean();
        HashSet<string> seen = new(StringComparer.Ordinal);
        int index = 0;
        foreach (JsonElement item in value.EnumerateArray())
        {
            string at = $"{path}[{index++}]";

            // An item that cannot be used keeps its place, so that later paths still name the right item.
            sound.Add(Walk(item, items, at) ?? EmptyOf(items));
            if (unique && !seen.Add(item.GetRawText()))
            {
                mistakes.Add(new(at, $"{SchemaWords.Found(item, items)} again", "each value once"));
            }
        }

        if (schema.TryGetProperty("minItems", out JsonElement fewest) && index < fewest.GetInt32())
        {
            mistakes.Add(new(path, $"a list of {index}", $"a list of at least {fewest.GetInt32()}"));
        }

        return sound;
    }

    private JsonElement Resolve(JsonElement schema) =>
        schema.TryGetProperty("$ref", out JsonElement reference)
            ? root.GetProperty("$defs").GetProperty(reference.GetString()!["#/$defs/".Length..])
            : schema;

    private JsonNode? Refuse(JsonElement value, JsonElement schema, string path)
    {
        mistakes.Add(new(path, SchemaWords.Found(value, schema), SchemaWords.Expected(schema)));
        return null;
    }

    private static bool HasType(JsonElement value, JsonElement schema) => value.ValueKind switch
    {
        JsonValueKind.Object => SchemaWords.Takes(schema, "object"),
        JsonValueKind.Array => SchemaWords.Takes(schema, "array"),
        JsonValueKind.String => SchemaWords.Takes(schema, "string"),
        JsonValueKind.True or JsonValueKind.False => SchemaWords.Takes(schema, "boolean"),
        JsonValueKind.Number => (SchemaWords.Takes(schema, "number") && value.TryGetDecimal(out _))
            || (SchemaWords.Takes(schema, "integer") && value.TryGetInt32(out _)),
        _ => SchemaWords.Takes(schema, "null"),
    };

    private static bool Fits(JsonElement value, JsonElement schema)
    {
        if (schema.TryGetProperty("enum", out JsonElement choices))
        {
            return choices.EnumerateArray().Any(choice => choice.ToString() == value.ToString());
        }

        if (value.ValueKind is JsonValueKind.Number)
        {
            decimal number = value.GetDecimal();
            return !(schema.TryGetProperty("minimum", out JsonElement low) && number < low.GetDecimal())
                && !(schema.TryGetProperty("maximum", out JsonElement high) && number > high.GetDecimal())
                && !(schema.TryGetProperty("exclusiveMinimum", out JsonElement below)
                    && number <= below.GetDecimal());
        }

        return value.ValueKind is not JsonValueKind.String || FitsText(value.GetString()!, schema);
    }

    private static bool FitsText(string text, JsonElement schema) =>
        !(schema.TryGetProperty("maxLength", out JsonElement longest) && text.Length > longest.GetInt32())
        && !(schema.TryGetProperty("pattern", out JsonElement pattern)
            && !Regex.IsMatch(text, pattern.GetString()!, RegexOptions.CultureInvariant, PatternPatience))
        && !(schema.TryGetProperty("format", out JsonElement format)
            && !(format.ValueEquals("date") ? IsDate(text) : IsWebAddress(text)));

    private static bool IsDate(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    /// <summary>The format <c>uri</c>: here an absolute address of the web.</summary>
    private static bool IsWebAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp);

    private static JsonNode EmptyOf(JsonElement schema) =>
        SchemaWords.Takes(schema, "object") ? new JsonObject() : JsonValue.Create("");
}
