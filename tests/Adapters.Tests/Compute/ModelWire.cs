using System.Text.Json;
using TradingBase.Adapters.Compute;
using TradingBase.Analysis;
using TradingBase.Compute;
using TradingBase.Testing;

namespace TradingBase.Adapters.Tests.Compute;

/// <summary>How a protocol writes what happens in every protocol.</summary>
internal abstract class ModelWire
{
    /// <summary>Tokens that every whole answer says it used.</summary>
    internal static InferenceUsage Used { get; } = new(120, 40, 30);

    /// <summary>Beginning of an answer, before its first text.</summary>
    internal abstract string Begin { get; }

    /// <summary>The path that is asked, below the endpoint's address.</summary>
    internal abstract string Path { get; }

    /// <summary>One more piece of text.</summary>
    internal abstract string Text(string text);

    /// <summary>The end, with the usage.</summary>
    internal abstract IReadOnlyList<string> End(bool declined = false);

    /// <summary>A fault as an event of a stream.</summary>
    internal abstract string FaultEvent(string word);

    /// <summary>A fault as a document.</summary>
    internal abstract string Fault(string word, string prose);

    /// <summary>Headers that tell room for requests, and when the window ends.</summary>
    internal abstract IReadOnlyList<(string Name, string Value)> Room(
        string left, string limit, DateTimeOffset reset, DateTimeOffset now);

    /// <summary>The header and value that carry a key.</summary>
    internal abstract (string Name, string Value) Key(string key);

    /// <summary>The features that a question sends.</summary>
    internal abstract string InputOf(JsonElement question);

    /// <summary>Answers a question as the heuristic would, in three pieces.</summary>
    internal async Task<ModelPlay> AnswerAsync(string question)
    {
        InferenceRequest request = Some.Request(
            input: InputOf(JsonElement.Parse(question)), schema: ResearchPrompt.Schema.Text);
        List<string> pieces = [];
        await foreach (InferenceChunk chunk in new HeuristicProvider()
            .StreamAsync(HeuristicProvider.InProcess(), request, default))
        {
            pieces.Add(Text(chunk.Text));
        }

        return ModelPlay.Stream([Begin, .. pieces, .. End()]);
    }

    /// <summary>Writes an event.</summary>
    protected static string Event(object data, string? name = null) =>
        $"{(name is null ? "" : $"event: {name}\n")}data: {JsonSerializer.Serialize(data)}\n\n";
}
