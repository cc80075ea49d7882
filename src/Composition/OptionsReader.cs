using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TradingBase.Composition.Schema;

namespace TradingBase.Composition;

/// <summary>Reads the one configuration file and finds every mistake in it, before anything starts.</summary>
/// <remarks>
/// Comments and trailing commas are allowed. What the schema objects to is left out before the rest is read,
/// so that a wrong type in one place does not hide an unknown name in another.
/// </remarks>
public static class OptionsReader
{
    private static readonly JsonDocumentOptions Lenient = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, UTF-8.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    /// <returns>The options, with a default for everything that the file leaves out.</returns>
    /// <exception cref="ConfigurationException">The file is unreadable, or has mistakes.</exception>
    public static async Task<TradingBaseOptions> ReadFileAsync(
        string path, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        try
        {
            UTF8Encoding strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
            return Read(await File.ReadAllTextAsync(path, strict, cancellationToken), path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            string found = $"no readable file ({unreadable.Message})";
            throw new ConfigurationException(path, [new("$", found, "a configuration file")], unreadable);
        }
        catch (DecoderFallbackException binary)
        {
            throw new ConfigurationException(path, [new("$", "text that is no UTF-8", "JSON")], binary);
        }
    }

    /// <summary>Reads a text.</summary>
    /// <param name="json">The file's content.</param>
    /// <param name="place">What to call it in mistakes, such as the file's path.</param>
    /// <returns>The options, with a default for everything that the text leaves out.</returns>
    /// <exception cref="ConfigurationException">The text has mistakes; all of them are listed.</exception>
    public static TradingBaseOptions Read(string json, string place)
    {
        ArgumentNullException.ThrowIfNull(json);
        using JsonDocument document = Parse(json, place);
        List<ConfigurationMistake> mistakes = [];
        JsonNode? sound = OptionsSchema.Check(document.RootElement, mistakes);
        TradingBaseOptions options = sound is JsonObject
            ? sound.Deserialize<TradingBaseOptions>(OptionsSchema.Json)!
            : new TradingBaseOptions();
        mistakes.AddRange(OptionsRules.FindMistakes(options));
        return mistakes.Count == 0 ? options : throw new ConfigurationException(place, mistakes);
    }

    private static JsonDocument Parse(string json, string place)
    {
        try
        {
            return JsonDocument.Parse(json, Lenient);
        }
        catch (JsonException broken)
        {
            // The reader counts lines and columns from zero, editors from one.
            string position = $"line {broken.LineNumber + 1}, column {broken.BytePositionInLine + 1}";
            string reason = broken.Message.Split(" LineNumber:", 2)[0].TrimEnd('.');
            string found = $"broken JSON ({reason})";
            throw new ConfigurationException(place, [new(position, found, "JSON")], broken);
        }
    }
}
