using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using TradingBase.Compute;

namespace TradingBase.Testing;

/// <summary>A provider that does what a test says, and remembers who was asked what.</summary>
/// <param name="answer">Streams the answer, or fails.</param>
public sealed class ScriptedProvider(
    Func<Endpoint, InferenceRequest, CancellationToken, IAsyncEnumerable<InferenceChunk>> answer)
        : IComputeProvider
{
    private readonly ConcurrentQueue<(string Endpoint, InferenceRequest Request)> _asked = new();

    /// <inheritdoc/>
    public string Kind => "scripted";

    /// <summary>Who was asked what, in order.</summary>
    public IReadOnlyList<(string Endpoint, InferenceRequest Request)> Asked => [.. _asked];

    /// <summary>
    /// A provider that always answers one text, in two pieces, with 1,000 tokens read and 100 written.
    /// </summary>
    public static ScriptedProvider Answering(string text) => new((_, _, stop) => Pieces(text, stop));

    /// <summary>One text in two pieces; the usage is on the second.</summary>
    public static async IAsyncEnumerable<InferenceChunk> Pieces(
        string text, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        cancellationToken.ThrowIfCancellationRequested();
        yield return new(text[..(text.Length / 2)]);
        await Task.Yield();
        yield return new(text[(text.Length / 2)..], new InferenceUsage(1_000, 100));
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<InferenceChunk> StreamAsync(
        Endpoint endpoint, InferenceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        _asked.Enqueue((endpoint.Name, request));
        return answer(endpoint, request, cancellationToken);
    }
}
