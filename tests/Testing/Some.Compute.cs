using TradingBase.Compute;

namespace TradingBase.Testing;

public static partial class Some
{
    /// <summary>A question with a schema that takes any object.</summary>
    public static InferenceRequest Request(
        string id = "question", DateTimeOffset? deadline = null, int maxOutputTokens = 100,
        string input = """{"features":{"momentum20":0.01}}""", string schema = """{"type":"object"}""") =>
            new(
            id, "research-analyst", "1", "Answer.", input, schema, maxOutputTokens,
                InferencePriority.Decision,
            deadline ?? DeskTime.AddMinutes(2));

    /// <summary>A remote endpoint of the kind <c>scripted</c>.</summary>
    public static Endpoint Endpoint(
        string name = "a", decimal usdPerMillionInputTokens = 1m, decimal usdPerMillionOutputTokens = 10m,
        int maxConcurrency = 4, bool inProcess = false, string provider = "scripted") => new(
            name, provider, "model-1", inProcess ? null : new Uri($"http://{name}.invalid/"), null,
            usdPerMillionInputTokens, usdPerMillionOutputTokens, maxConcurrency);
}
