using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using TradingBase.Compute;

namespace TradingBase.Adapters.Compute;

/// <summary>
/// Answers in process with a fixed rule over the features it is sent: the last resort when no model can.
/// </summary>
/// <remarks>
/// Thread-safe and deterministic. It is no model and says so: its endpoint has no address and its replies are
/// marked
/// in process. It cites only features that were sent, with the very digits they were sent with.
/// </remarks>
public sealed class HeuristicProvider : IComputeProvider
{
    private const int CharactersPerChunk = 48;
    private const int CharactersPerToken = 4;

    // What each feature says when it is one unit up: the sign of the stance, and how large a value is large.
    private static readonly (string Feature, double Weight, double Scale, double Middle)[] Rule =
    [
        ("momentum60Score", 0.35, 1.5, 0),
        ("sma50Distance", 0.25, 0.06, 0),
        ("momentum20", 0.15, 0.08, 0),
        ("zScore20", -0.15, 2, 0),
        ("rsi14", -0.10, 25, 50),
    ];

    private static readonly string[] Answers = ["stance", "confidence", "horizonDays", "evidence"];

    /// <inheritdoc/>
    public string Kind => "heuristic";

    /// <summary>The endpoint of this kind that needs no configuration.</summary>
    /// <returns>Free, in process, with room for 64 calls.</returns>
    public static Endpoint InProcess() =>
        new("in-process-heuristic", "heuristic", "heuristic-1", null, null, 0, 0, 64);

    /// <inheritdoc/>
    public async IAsyncEnumerable<InferenceChunk> StreamAsync(
        Endpoint endpoint, InferenceRequest request,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(request);
        string answer = Answer(endpoint, request);
        int asked = request.Instructions.Length + request.Input.Length + request.Schema.Length;
        InferenceUsage usage = new(Tokens(asked), Tokens(answer.Length));
        for (int i = 0; i < answer.Length; i += CharactersPerChunk)
        {
            // A consumer between two pieces may have stopped; a stream that does not look would run on.
            cancellationToken.ThrowIfCancellationRequested();
            bool last = i + CharactersPerChunk >= answer.Length;
            string piece = answer.Substring(i, Math.Min(CharactersPerChunk, answer.Length - i));
            yield return new(piece, last ? usage : null);
        }

        await Task.CompletedTask;
    }

    private static int Tokens(int characters) => (characters + CharactersPerToken - 1) / CharactersPerToken;

    private static string Answer(Endpoint endpoint, InferenceRequest request)
    {
        try
        {
            using JsonDocument schema = JsonDocument.Parse(request.Schema);
            using JsonDocument input = JsonDocument.Parse(request.Input);
            if (!Understands(schema.RootElement))
            {
                throw new ComputeUnavailableException(
                    endpoint.Name, $"the heuristic answers only {string.Join(", ", Answers)}.");
            }

            return input.RootElement.ValueKind is JsonValueKind.Object
                && input.RootElement.TryGetProperty("features", out JsonElement features)
                && features.ValueKind is JsonValueKind.Object
                && Judge(features) is { } answer
                ? answer
                : throw new ComputeUnavailableException(endpoint.Name, "no feature it knows was sent.");
        }
        catch (JsonException broken)
        {
            throw new ComputeUnavailableException(endpoint.Name, "input or schema is no JSON.", null, broken);
        }
    }

    private static bool Understands(JsonElement schema) =>
        schema.ValueKind is JsonValueKind.Object
        && schema.TryGetProperty("required", out JsonElement required)
        && required.ValueKind is JsonValueKind.Array
        && required.EnumerateArray().All(name => name.ValueKind is JsonValueKind.String)
        && required.EnumerateArray().Select(name => name.GetString()).ToHashSet().SetEquals(Answers);

    private static string? Judge(JsonElement features)
    {
        double sum = 0;
        double size = 0;
        double weights = 0;
        List<JsonProperty> cited = [];
        foreach ((string feature, double weight, double scale, double middle) in Rule)
        {
            if (features.TryGetProperty(feature, out JsonElement value)
                && value.ValueKind is JsonValueKind.Number && value.TryGetDouble(out double number)
                && double.IsFinite(number))
            {
                double part = weight * Math.Tanh((number - middle) / scale);
                sum += part;
                size += Math.Abs(part);
                weights += Math.Abs(weight);
                cited.Add(features.EnumerateObject().Last(property => property.NameEquals(feature)));
            }
        }

        if (cited.Count == 0)
        {
            return null;
        }

        double agreement = size > 0 ? Math.Abs(sum) / size : 0;
        return Write(Math.Clamp(sum / weights, -1, 1), Math.Clamp(0.5 * agreement * weights, 0, 1), cited);
    }

    private static string Write(double stance, double confidence, List<JsonProperty> cited)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("stance");
            writer.WriteRawValue(stance.ToString("0.0000", CultureInfo.InvariantCulture));
            writer.WritePropertyName("confidence");
            writer.WriteRawValue(confidence.ToString("0.0000", CultureInfo.InvariantCulture));
            writer.WriteNumber("horizonDays", 20);
            writer.WriteStartArray("evidence");
            foreach (JsonProperty property in cited)
            {
                writer.WriteStartObject();
                writer.WriteString("feature", property.Name);
                writer.WritePropertyName("value");
                writer.WriteRawValue(property.Value.GetRawText());
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
