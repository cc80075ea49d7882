using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using TradingBase.Composition;
using TradingBase.Composition.Schema;
using TradingBase.Risk;

namespace TradingBase.House.Tests.Composition;

/// <summary>The schema is the rule for files, the records the rule for code: they must be one.</summary>
public sealed class OptionsSchemaTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "src", "Composition");

    [Fact]
    public async Task Sample_AsShipped_ReadsAndNamesEveryPropertyOfTheFirstFloor()
    {
        string path = Path.Combine(Folder, "tradingbase.sample.json");

        TradingBaseOptions options = await OptionsReader.ReadFileAsync(path, CancellationToken.None);

        TradingBaseOptions defaults = new() { Markets = options.Markets };
        Assert.Equal(Canonical.Json(defaults), Canonical.Json(options));
        string text = await File.ReadAllTextAsync(path);
        Assert.All(
            OptionsSchema.Root.GetProperty("properties").EnumerateObject(),
            property => Assert.Contains($"\"{property.Name}\":", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Schema_InTheAssembly_IsTheFileThatShips()
    {
        string text = File.ReadAllText(Path.Combine(Folder, OptionsSchema.FileName));
        using JsonDocument file = JsonDocument.Parse(text);

        Assert.True(JsonElement.DeepEquals(file.RootElement, OptionsSchema.Root));
    }

    [Fact]
    public void Schema_EveryObject_NamesExactlyThePropertiesOfItsRecord() =>
        Assert.Empty(Differences(OptionsSchema.Root, typeof(TradingBaseOptions), "$"));

    [Fact]
    public void Schema_WithAPropertyTooMany_IsSeen()
    {
        JsonNode planted = JsonNode.Parse(OptionsSchema.Root.GetRawText())!;
        planted["$defs"]!["http"]!["properties"]!["host"] =
            new JsonObject { ["type"] = "string", ["default"] = "" };
        using JsonDocument document = JsonDocument.Parse(planted.ToJsonString());

        Assert.NotEmpty(Differences(document.RootElement, typeof(TradingBaseOptions), "$"));
    }

    [Fact]
    public void Schema_TheLayersOfLimits_NameEveryPropertyOfALayerTogether() => Assert.Equal(
        typeof(LimitLayer).GetProperties().Where(member => member.CanWrite)
            .Select(member => JsonNamingPolicy.CamelCase.ConvertName(member.Name)).Order(StringComparer.Ordinal),
        new[] { "marketLimits", "strategyLimits", "instrumentLimits" }
            .SelectMany(layer => OptionsSchema.Root.GetProperty("$defs").GetProperty(layer)
                .GetProperty("properties").EnumerateObject())
            .Select(property => property.Name).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("""{"risk":{"instruments":{"AAPL@us-equities":{"maxDrawdown":0.1}}}}""",
        "$.risk.instruments['AAPL@us-equities'].maxDrawdown")]
    [InlineData("""{"risk":{"strategies":{"trend":{"maxGrossExposure":0.1}}}}""",
        "$.risk.strategies.trend.maxGrossExposure")]
    [InlineData("""{"risk":{"markets":{"fx":{"maxOpenOrders":1}}}}""", "$.risk.markets.fx.maxOpenOrders")]
    [InlineData("""{"risk":{"instruments":{"AAPL":{"mayOpen":false}}}}""", "$.risk.instruments.AAPL")]
    public void Read_ALimitWithoutMeaningInItsLayer_IsRefusedWithItsPath(string json, string path) =>
        Assert.Equal(
            path,
            Assert.Single(Assert.Throws<ConfigurationException>(() => OptionsReader.Read(json, "a test"))
                .Mistakes).Path);

    [Fact]
    public void Read_Layers_AreBoundToTheirNames()
    {
        RiskLimits risk = OptionsReader.Read(
            """
            {"risk":{"markets":{"us-equities":{"maxOrderNotional":9}},
            "instruments":{"AAPL@us-equities":{"maxConcentration":0.1,"mayOpen":false}}}}
            """, "a test").Risk;

        RiskLimits tight = new RiskLimitSet(risk).Of(new("AAPL", "us-equities"), "any");
        Assert.Equal((9m, 0.1m, false), (tight.MaxOrderNotional, tight.MaxConcentration.Value, tight.MayOpen));
    }

    [Fact]
    public void Schema_EveryKeyword_IsOneThatTheCheckObeys() =>
        Assert.Empty(KeywordsOf(OptionsSchema.Root).Except(SchemaCheck.Keywords));

    [Fact]
    public void Schema_EveryBound_IsTakenByTheRecordsAndNothingBeyond()
    {
        foreach ((string path, JsonElement schema) in Numbers(OptionsSchema.Root, ""))
        {
            foreach ((decimal value, bool fits) in Edges(schema))
            {
                JsonElement document = Nest(path, value);
                List<ConfigurationMistake> mistakes = [];
                JsonNode? sound = OptionsSchema.Check(document, mistakes);

                Assert.True(fits == (mistakes.Count == 0), $"{path} = {value}: {string.Join(' ', mistakes)}");
                Assert.NotNull(sound.Deserialize<TradingBaseOptions>(OptionsSchema.Json));
            }
        }
    }

    /// <summary>Compares names, requirements and defaults with a record, down to the leaves.</summary>
    private static List<string> Differences(JsonElement root, Type record, string path) =>
        [.. Compare(root, root, record, path)];

    private static IEnumerable<string> Compare(JsonElement root, JsonElement schema, Type record, string path)
    {
        object defaults = Activator.CreateInstance(record)!;
        Dictionary<string, PropertyInfo> members = record
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(member => member.CanWrite)
            .ToDictionary(member => JsonNamingPolicy.CamelCase.ConvertName(member.Name));
        string[] required = schema.TryGetProperty("required", out JsonElement names)
            ? [.. names.EnumerateArray().Select(name => name.GetString()!)]
            : [];
        foreach (JsonProperty property in schema.GetProperty("properties").EnumerateObject())
        {
            string at = $"{path}.{property.Name}";
            JsonElement child = Resolve(root, property.Value);
            if (property.Name == "$schema")
            {
                continue;
            }

            if (!members.Remove(property.Name, out PropertyInfo? member))
            {
                yield return $"{at} is in the schema and not in {record.Name}.";
                continue;
            }

            Type type = member.PropertyType;
            if (child.TryGetProperty("propertyNames", out _))
            {
                // A layer takes a part of the record: what has no meaning there is not in its schema.
                JsonElement layer = Resolve(root, child.GetProperty("additionalProperties"));
                foreach (string difference in Compare(root, layer, type.GetGenericArguments()[1], $"{at}.*")
                    .Where(line => !line.EndsWith("not in the schema.", StringComparison.Ordinal)))
                {
                    yield return difference;
                }
            }
            else if (SchemaWords.Takes(child, "object"))
            {
                foreach (string difference in Compare(root, child, type, at))
                {
                    yield return difference;
                }

                continue;
            }

            if (child.TryGetProperty("items", out JsonElement items)
                && Resolve(root, items) is var item && SchemaWords.Takes(item, "object"))
            {
                foreach (string difference in Compare(root, item, type.GetGenericArguments()[0], $"{at}[]"))
                {
                    yield return difference;
                }
            }

            JsonElement actual = JsonSerializer.SerializeToElement(
                member.GetValue(defaults), type, OptionsSchema.Json);
            bool hasDefault = child.TryGetProperty("default", out JsonElement written);
            if (hasDefault == required.Contains(property.Name))
            {
                yield return $"{at} must be required or have a default, not both.";
            }
            else if (hasDefault && Canonical.Json(written) != Canonical.Json(actual))
            {
                yield return $"{at} is {written} in the schema and {actual} in {record.Name}.";
            }
        }

        foreach (string name in members.Keys)
        {
            yield return $"{path}.{name} is in {record.Name} and not in the schema.";
        }
    }

    private static JsonElement Resolve(JsonElement root, JsonElement schema) =>
        schema.TryGetProperty("$ref", out JsonElement reference)
            ? root.GetProperty("$defs").GetProperty(reference.GetString()!["#/$defs/".Length..])
            : schema;

    private static IEnumerable<string> KeywordsOf(JsonElement schema)
    {
        foreach (JsonProperty keyword in schema.EnumerateObject())
        {
            yield return keyword.Name;
            IEnumerable<JsonElement> inner = keyword.Name switch
            {
                "properties" or "$defs" => keyword.Value.EnumerateObject().Select(one => one.Value),
                "items" or "propertyNames" => [keyword.Value],
                "additionalProperties" when keyword.Value.ValueKind is JsonValueKind.Object =>
                    [keyword.Value],
                _ => [],
            };
            foreach (string name in inner.SelectMany(KeywordsOf))
            {
                yield return name;
            }
        }
    }

    private static IEnumerable<(string Path, JsonElement Schema)> Numbers(JsonElement schema, string path)
    {
        foreach (JsonProperty property in schema.GetProperty("properties").EnumerateObject())
        {
            JsonElement child = Resolve(OptionsSchema.Root, property.Value);
            string at = $"{path}/{property.Name}";
            if (child.TryGetProperty("maximum", out _))
            {
                yield return (at, child);
            }
            else if (child.TryGetProperty("additionalProperties", out JsonElement values)
                && values.ValueKind is JsonValueKind.Object)
            {
                string key = property.Name == "instruments" ? "AAPL@us-equities" : "any";
                foreach ((string, JsonElement) inner in Numbers(Resolve(OptionsSchema.Root, values), $"{at}/{key}"))
                {
                    yield return inner;
                }
            }
            else if (SchemaWords.Takes(child, "object"))
            {
                foreach ((string, JsonElement) inner in Numbers(child, at))
                {
                    yield return inner;
                }
            }
            else if (child.TryGetProperty("items", out JsonElement items)
                && Resolve(OptionsSchema.Root, items) is var item && item.TryGetProperty("properties", out _))
            {
                foreach ((string, JsonElement) inner in Numbers(item, $"{at}/*"))
                {
                    yield return inner;
                }
            }
        }
    }

    private static IEnumerable<(decimal Value, bool Fits)> Edges(JsonElement schema)
    {
        decimal high = schema.GetProperty("maximum").GetDecimal();
        yield return (high, true);
        yield return (high + 1, false);
        if (schema.TryGetProperty("minimum", out JsonElement low))
        {
            yield return (low.GetDecimal(), true);
            yield return (low.GetDecimal() - 1, false);
        }
        else
        {
            yield return (schema.GetProperty("exclusiveMinimum").GetDecimal() + 0.000001m, true);
            yield return (schema.GetProperty("exclusiveMinimum").GetDecimal(), false);
        }
    }

    private static JsonElement Nest(string path, decimal value)
    {
        string json = value.ToString(CultureInfo.InvariantCulture);
        foreach (string name in path.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse())
        {
            string required = path.StartsWith("/brokers", StringComparison.Ordinal) ? "\"kind\": \"any\""
                : path.StartsWith("/compute/budgets", StringComparison.Ordinal) ? "\"account\": \"desk\""
                : "\"name\": \"any\"";
            json = name == "*" ? $"[{{{required}, {json[1..^1]}}}]" : $"{{\"{name}\": {json}}}";
        }

        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
