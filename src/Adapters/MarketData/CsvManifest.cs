using System.Globalization;
using System.Text.Json;
using TradingBase.Markets;

namespace TradingBase.Adapters.MarketData;

/// <summary>What <c>manifest.json</c> says of the files beside it.</summary>
/// <param name="Entries">By the file's path below the root, with slashes.</param>
internal sealed record CsvManifest(IReadOnlyDictionary<string, CsvManifest.Entry> Entries)
{
    /// <summary>Says nothing.</summary>
    public static readonly CsvManifest Empty = new(new Dictionary<string, Entry>());

    private const string FileName = "manifest.json";

    /// <summary>What it says of one file.</summary>
    /// <param name="Sha256">Of the file as it lies there, lower-case hexadecimal, or null.</param>
    /// <param name="Rows">How many bars, or null.</param>
    /// <param name="KnownAt">When a bar may first be used, or null to ask the market.</param>
    internal sealed record Entry(string? Sha256, long? Rows, KnownAtRule? KnownAt);

    /// <summary>Finds what it says of a file, or null.</summary>
    public Entry? Find(CsvSeriesFile file) => Entries.GetValueOrDefault(file.Name);

    /// <summary>Reads the manifest of a folder.</summary>
    /// <returns>Without a manifest, one that says nothing.</returns>
    /// <exception cref="MarketDataException">
    /// It is unreadable, or states a rule that is not known here.
    /// </exception>
    public static CsvManifest Read(string root)
    {
        string path = Path.Combine(root, FileName);
        Dictionary<string, Entry> entries = new(StringComparer.Ordinal);
        if (!File.Exists(path))
        {
            return new(entries);
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            if (document.RootElement.TryGetProperty("series", out JsonElement series))
            {
                foreach (JsonElement item in series.EnumerateArray())
                {
                    string file = Text(item, "file") ?? throw new FormatException("A series has no 'file'.");
                    entries[file] = ReadEntry(item, file);
                }
            }
        }
        catch (JsonException error)
        {
            throw new MarketDataException(
                path, error.LineNumber + 1, error.Path, "The text is not JSON.", error);
        }
        catch (Exception error)
            when (error is FormatException or InvalidOperationException or KeyNotFoundException
            or IOException or UnauthorizedAccessException)
        {
            throw new MarketDataException(path, null, null, error.Message, error);
        }

        return new(entries);
    }

    private static Entry ReadEntry(JsonElement item, string file)
    {
        bool packed = file.EndsWith(".gz", StringComparison.Ordinal);
        string? hash = Text(item, packed ? "sha256_gz" : "sha256_csv");
        long? rows = item.TryGetProperty("rows", out JsonElement count) ? count.GetInt64() : null;
        KnownAtRule? rule = item.TryGetProperty("known_at_rule", out JsonElement known)
            ? ReadRule(known, file)
            : null;
        return new(hash, rows, rule);
    }

    private static KnownAtRule ReadRule(JsonElement rule, string file)
    {
        string? kind = Text(rule, "kind");
        switch (kind)
        {
            case "bar_end":
                return KnownAtRule.BarEnd;
            case "lag":
                int days = rule.GetProperty("days").GetInt32();
                return days is >= 1 and <= 366
                    ? KnownAtRule.Lag(days)
                    : throw new FormatException($"{file}: a lag of {days} days is not from 1 to 366.");
            case "local_time":
                return KnownAtRule.LocalTime(
                    Text(rule, "zone") ?? throw new FormatException($"{file}: local_time has no 'zone'."),
                    Time(rule, "time") ?? throw new FormatException($"{file}: local_time has no 'time'."),
                    Time(rule, "early_close"));
            default:
                throw new FormatException(
                    $"{file}: the rule '{kind}' is unknown; known are bar_end, local_time and lag.");
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private static TimeOnly? Time(JsonElement element, string name) =>
        Text(element, name) is { } text
            ? TimeOnly.ParseExact(text, "HH:mm", CultureInfo.InvariantCulture)
            : null;
}
