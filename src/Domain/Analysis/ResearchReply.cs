using System.Text.Json;

namespace TradingBase.Analysis;

/// <summary>A checked answer of the research analyst's model.</summary>
/// <param name="Stance">From −1 to 1.</param>
/// <param name="Confidence">From 0 to 1.</param>
/// <param name="HorizonDays">From 1 to 365.</param>
/// <param name="Evidence">What it cites: features and values exactly as they were sent.</param>
public sealed record ResearchReply(
    double Stance, double Confidence, int HorizonDays, IReadOnlyList<FeatureValue> Evidence)
{
    /// <summary>Reads an answer and refuses what breaks the schema or cites what was not sent.</summary>
    /// <param name="text">The answer.</param>
    /// <param name="sent">The features of the question.</param>
    /// <param name="reply">The reply, or null when refused.</param>
    /// <param name="fault">What is wrong, or null.</param>
    /// <returns>Whether the answer stands.</returns>
    public static bool TryRead(
        string text, IReadOnlyList<FeatureValue> sent, out ResearchReply? reply, out string? fault)
    {
        ArgumentNullException.ThrowIfNull(sent);
        reply = null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            IReadOnlyList<string> faults = ResearchPrompt.Schema.FaultsOf(document.RootElement);
            fault = faults.Count > 0
                ? string.Join(' ', faults.Take(5))
                : FindInvention(document.RootElement, sent);
            reply = fault is null ? Read(document.RootElement) : null;
        }
        catch (JsonException broken)
        {
            fault = $"It is no JSON (line {broken.LineNumber}, byte {broken.BytePositionInLine}).";
        }

        return reply is not null;
    }

    private static string? FindInvention(JsonElement answer, IReadOnlyList<FeatureValue> sent)
    {
        Dictionary<string, double> known =
            sent.ToDictionary(f => f.Feature, f => f.Value, StringComparer.Ordinal);
        HashSet<string> cited = new(StringComparer.Ordinal);
        foreach (JsonElement item in answer.GetProperty("evidence").EnumerateArray())
        {
            string feature = item.GetProperty("feature").GetString()!;
            JsonElement value = item.GetProperty("value");
            if (!known.TryGetValue(feature, out double real))
            {
                return $"It cites {Quote(feature)}, which is not in the input.";
            }

            if (value.GetDouble() != real)
            {
                return $"It cites {Short(value.GetRawText())} for {feature}; "
                    + $"the input says {Canonical.Json(real)}.";
            }

            if (!cited.Add(feature))
            {
                return $"It cites {feature} twice.";
            }
        }

        return null;
    }

    /// <summary>Keeps a stranger's text short, since it goes into records and the next question.</summary>
    private static string Quote(string text) => JsonSerializer.Serialize(Short(text));

    private static string Short(string text) => text.Length <= 40 ? text : text[..40];

    private static ResearchReply Read(JsonElement answer) => new(
        answer.GetProperty("stance").GetDouble(),
        answer.GetProperty("confidence").GetDouble(),
        answer.GetProperty("horizonDays").GetInt32(),
        [.. answer.GetProperty("evidence").EnumerateArray().Select(item =>
            new FeatureValue(
                item.GetProperty("feature").GetString()!, item.GetProperty("value").GetDouble()))]);
}
