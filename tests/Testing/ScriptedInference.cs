using System.Collections.Concurrent;
using TradingBase.Compute;

namespace TradingBase.Testing;

/// <summary>Inference that answers what a test says, and remembers the questions.</summary>
/// <param name="answer">Makes the outcome of a question.</param>
public sealed class ScriptedInference(Func<InferenceRequest, InferenceOutcome> answer) : IInference
{
    private readonly ConcurrentQueue<InferenceRequest> _asked = new();

    /// <summary>The questions, in the order they came.</summary>
    public IReadOnlyList<InferenceRequest> Asked => [.. _asked];

    /// <summary>An answer that cost one cent, 1,000 tokens read and 100 written.</summary>
    public static InferenceOutcome Reply(InferenceRequest request, string text, bool inProcess = false)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new(new(request.Id, "a", "model-1", text, new(1_000, 100), 0.01m, inProcess), null, null);
    }

    /// <inheritdoc/>
    public Task<InferenceOutcome> AskAsync(InferenceRequest request, CancellationToken cancellationToken)
    {
        _asked.Enqueue(request);
        return Task.FromResult(answer(request));
    }
}
