using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace TradingBase.Composition.Schema;

/// <summary>The schema that ships with the project: the one place where bounds are written.</summary>
internal static class OptionsSchema
{
    /// <summary>Name of the schema's file and of the resource that holds it.</summary>
    internal const string FileName = "tradingbase.schema.json";

    /// <summary>How options are read once the schema has nothing against them.</summary>
    internal static JsonSerializerOptions Json { get; } = MakeJson();

    /// <summary>The schema, whole.</summary>
    internal static JsonElement Root { get; } = Load();

    /// <summary>Checks a document.</summary>
    /// <param name="document">The configuration.</param>
    /// <param name="mistakes">Takes what the schema objects to, in the document's order.</param>
    /// <returns>The part that the schema has nothing against.</returns>
    internal static JsonNode? Check(JsonElement document, List<ConfigurationMistake> mistakes) =>
        new SchemaCheck(Root, mistakes).Walk(document, Root, "$");

    private static JsonElement Load()
    {
        using Stream stream = typeof(OptionsSchema).Assembly.GetManifestResourceStream(FileName)
            ?? throw new InvalidOperationException($"The resource {FileName} is missing from the assembly.");
        using JsonDocument document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }

    private static JsonSerializerOptions MakeJson()
    {
        JsonSerializerOptions options = new(Canonical.Options)
        {
            PropertyNameCaseInsensitive = false,
            DefaultIgnoreCondition = JsonIgnoreCondition.Never,
            Converters = { new RatioJsonConverter() },
        };
        options.MakeReadOnly();
        return options;
    }
}
