using System.Globalization;
using System.Text.Json;

namespace TradingBase.Compute;

/// <summary>Checks an answer against the JSON schema that it was asked to keep.</summary>
/// <remarks>
/// Immutable. Knows the part of JSON Schema 2020-12 that providers accept for structured answers:
/// <c>type</c>,
/// <c>properties</c>, <c>required</c>, <c>additionalProperties</c> (false), <c>items</c>, <c>minItems</c>,
/// <c>maxItems</c>, <c>minimum</c>, <c>maximum</c>, <c>enum</c> of texts. Source: json-schema.org.
/// </remarks>
public sealed class ReplySchema
{
    private readonly JsonElement _root;

    /// <summary>Reads a schema.</summary>
    /// <exception cref="ArgumentException">The text is no JSON.</exception>
    public ReplySchema(string schema)
    {
        Text = schema;
        try
        {
            using JsonDocument document = JsonDocument.Parse(schema);
            _root = document.RootElement.Clone();
        }
        catch (JsonException broken)
        {
            throw new ArgumentException($"The schema is no JSON: {broken.Message}", nameof(schema), broken);
        }
    }

    /// <summary>The schema as it is sent.</summary>
    public string Text { get; }

    /// <summary>Finds what an answer breaks.</summary>
    /// <returns>A sentence for each fault, with its path; empty when the answer keeps the schema.</returns>
    public IReadOnlyList<string> FaultsOf(JsonElement answer)
    {
        List<string> faults = [];
        Check(_root, answer, "$", faults);
        return faults;
    }

    private static void Check(JsonElement schema, JsonElement value, string path, List<string> faults)
    {
        if (schema.TryGetProperty("type", out JsonElement type) && !IsOf(type.GetString(), value))
        {
            faults.Add($"{path}: {type.GetString()} was expected, {Name(value)} was found.");
            return;
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                CheckObject(schema, value, path, faults);
                break;
            case JsonValueKind.Array:
                CheckArray(schema, value, path, faults);
                break;
            case JsonValueKind.Number:
                CheckNumber(schema, value, path, faults);
                break;
            case JsonValueKind.String when schema.TryGetProperty("enum", out JsonElement allowed):
                if (!allowed.EnumerateArray().Any(one => one.GetString() == value.GetString()))
                {
                    faults.Add($"{path}: one of {allowed.GetRawText()} was expected.");
                }

                break;
        }
    }

    private static void CheckObject(JsonElement schema, JsonElement value, string path, List<string> faults)
    {
        if (schema.TryGetProperty("required", out JsonElement required))
        {
            foreach (string name in required.EnumerateArray().Select(item => item.GetString()!))
            {
                if (!value.TryGetProperty(name, out _))
                {
                    faults.Add($"{path}: {name} is missing.");
                }
            }
        }

        bool hasProperties = schema.TryGetProperty("properties", out JsonElement properties);
        bool closed = schema.TryGetProperty("additionalProperties", out JsonElement more)
            && more.ValueKind is JsonValueKind.False;
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (JsonProperty property in value.EnumerateObject())
        {
            if (!seen.Add(property.Name))
            {
                faults.Add($"{path}: {property.Name} is there twice.");
            }
            else if (hasProperties && properties.TryGetProperty(property.Name, out JsonElement inner))
            {
                Check(inner, property.Value, $"{path}.{property.Name}", faults);
            }
            else if (closed)
            {
                faults.Add($"{path}: {property.Name} was not expected.");
            }
        }
    }

    private static void CheckArray(JsonElement schema, JsonElement value, string path, List<string> faults)
    {
        int length = value.GetArrayLength();
        if (schema.TryGetProperty("minItems", out JsonElement fewest) && length < fewest.GetInt32())
        {
            faults.Add($"{path}: at least {fewest.GetInt32()} items were expected, {length} were found.");
        }

        if (schema.TryGetProperty("maxItems", out JsonElement most) && length > most.GetInt32())
        {
            faults.Add($"{path}: at most {most.GetInt32()} items were expected, {length} were found.");
        }

        if (schema.TryGetProperty("items", out JsonElement items))
        {
            for (int i = 0; i < length; i++)
            {
                Check(items, value[i], $"{path}[{i.ToString(CultureInfo.InvariantCulture)}]", faults);
            }
        }
    }

    private static void CheckNumber(JsonElement schema, JsonElement value, string path, List<string> faults)
    {
        bool finite = value.TryGetDouble(out double number) && double.IsFinite(number);
        if (!finite
            || (schema.TryGetProperty("minimum", out JsonElement low) && number < low.GetDouble())
            || (schema.TryGetProperty("maximum", out JsonElement high) && number > high.GetDouble()))
        {
            faults.Add($"{path}: {value.GetRawText()} is out of bounds.");
        }
    }

    private static bool IsOf(string? type, JsonElement value) => type switch
    {
        "object" => value.ValueKind is JsonValueKind.Object,
        "array" => value.ValueKind is JsonValueKind.Array,
        "string" => value.ValueKind is JsonValueKind.String,
        "number" => value.ValueKind is JsonValueKind.Number,
        "integer" => value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out _),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ => true,
    };

    private static string Name(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => $"number {value.GetRawText()}",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        _ => "null",
    };
}
