using System.Globalization;
using System.Text;
using System.Text.Json;
using TradingBase.Compute;
using TradingBase.Markets;

namespace TradingBase.Analysis;

/// <summary>
/// What the research analyst sends: role, wording, schema and the computed features, all versioned.
/// </summary>
public static class ResearchPrompt
{
    /// <summary>Role in requests and records.</summary>
    public const string Role = "research-analyst";

    /// <summary>Version of wording, schema and input; changes with any of them.</summary>
    public const string Version = "1";

    /// <summary>Upper bound of an answer, tokens.</summary>
    public const int MaxOutputTokens = 800;

    private const string Instructions =
        "You are an analyst of one instrument. The input is JSON with computed features and nothing else; "
        + "you know no other number and use none. Answer with one JSON object that keeps the schema: stance "
        + "from -1 (sell) to 1 (buy), confidence from 0 to 1, horizonDays, and as evidence the features your "
        + "view rests on, each with its value copied from the input character by character. If the features "
        + "do not tell, answer with confidence 0.";

    /// <summary>The schema every answer is checked against.</summary>
    public static ReplySchema Schema { get; } = new(
        """
        {"type":"object","additionalProperties":false,
         "required":["stance","confidence","horizonDays","evidence"],
         "properties":{
          "stance":{"type":"number","minimum":-1,"maximum":1},
          "confidence":{"type":"number","minimum":0,"maximum":1},
          "horizonDays":{"type":"integer","minimum":1,"maximum":365},
          "evidence":{"type":"array","minItems":1,"maxItems":32,
           "items":{"type":"object","additionalProperties":false,"required":["feature","value"],
            "properties":{"feature":{"type":"string"},"value":{"type":"number"}}}}}}
        """);

    /// <summary>Writes the input: the features as JSON, numbers unrounded.</summary>
    /// <param name="snapshot">Says market and desk time, and whether the data are simulated.</param>
    /// <param name="instrument">Of which instrument.</param>
    /// <param name="history">Says how many bars are known.</param>
    /// <param name="features">The features with their values.</param>
    public static string Write(
        MarketSnapshot snapshot, Instrument instrument, PriceHistory history,
        IReadOnlyList<FeatureValue> features)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(instrument);
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(features);
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("instrument", instrument.Id.ToString());
            writer.WriteString("currency", instrument.Currency);
            writer.WriteString("deskTime", UtcJsonConverter.Write(snapshot.DeskTime));
            writer.WriteBoolean("simulated", snapshot.Simulated);
            writer.WriteNumber("barsKnown", history.Count);
            writer.WriteNumber("periodsPerYear", history.PeriodsPerYear);
            writer.WriteStartObject("features");
            foreach (FeatureValue feature in features)
            {
                writer.WriteNumber(feature.Feature, feature.Value);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Makes the question, or the one that asks for a repair.</summary>
    /// <param name="decisionId">For which decision.</param>
    /// <param name="market">Whose budget pays beside the desk's.</param>
    /// <param name="input">What <see cref="Write"/> gave.</param>
    /// <param name="fault">What was wrong with the first answer, or null for the first question.</param>
    /// <param name="deadline">When an answer is worth nothing any more, wall clock, UTC.</param>
    /// <returns>A request whose id is a pure function of decision, role, version, input and fault.</returns>
    public static InferenceRequest Ask(
        string decisionId, string market, string input, string? fault, DateTimeOffset deadline)
    {
        string question = Canonical.Sha256(
            string.Join('|', decisionId, Role, Version, Canonical.Sha256(input)));
        string id = string.Create(CultureInfo.InvariantCulture, $"{Role}-{question[..40]}");
        return fault is null
            ? Make(id, market, Instructions, input, deadline)
            : Make(
                $"{id}-repair-{Canonical.Sha256(fault)[..12]}",
                market,
                $"{Instructions} Your first answer was refused: {fault} Answer again, without that mistake.",
                input,
                deadline);
    }

    private static InferenceRequest Make(
        string id, string market, string instructions, string input, DateTimeOffset deadline) =>
        new(
            id, Role, Version, instructions, input, Schema.Text, MaxOutputTokens, InferencePriority.Decision,
            deadline)
        {
            Market = market,

            // What every question of one wording begins with.
            PrefixKey = $"{Role}-{Version}",
        };
}
