using System.Runtime.CompilerServices;
using TradingBase.Adapters.Http;
using TradingBase.Compute;

namespace TradingBase.Adapters.Compute;

/// <summary>What every stream of a remote model has in common.</summary>
internal static class ModelStream
{
    /// <summary>Lets the pieces pass, and turns whatever breaks a stream into the desk's failures.</summary>
    /// <param name="pieces">The stream; disposed when its reader has gone.</param>
    /// <param name="endpoint">Whose stream.</param>
    /// <param name="connections">Know the endpoint's key, which no message may hold.</param>
    /// <param name="cancellationToken">Ends the stream; its end is never the endpoint's fault.</param>
    internal static async IAsyncEnumerable<InferenceChunk> GuardAsync(
        IAsyncEnumerable<InferenceChunk> pieces, Endpoint endpoint, ModelConnections connections,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await using IAsyncEnumerator<InferenceChunk> reader = pieces.GetAsyncEnumerator(cancellationToken);
        while (await MoveAsync(reader, endpoint, connections, cancellationToken))
        {
            yield return reader.Current;

            // What had come already would be handed out without a look at the token.
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Says that a stream ended before everything was said.</summary>
    internal static ComputeUnavailableException CutOff(Endpoint endpoint, string missing) =>
        new(endpoint.Name, $"its stream ended before {missing}.") { Failure = ComputeFailure.Broken };

    /// <summary>Says that the model declined.</summary>
    internal static ComputeRefusedException Declined(Endpoint endpoint, InferenceUsage? usage) =>
        new(endpoint.Name, ComputeRefusal.Declined, "the model declined to answer.") { Usage = usage };

    /// <summary>Takes over what an endpoint says of tokens, where it can be true.</summary>
    /// <returns>Null when a number is negative, missing or beyond what a call could use.</returns>
    internal static InferenceUsage? Usage(long? input, long? output, long? cached) =>
        input is >= 0 and <= int.MaxValue && output is >= 0 and <= int.MaxValue
            ? new((int)input, (int)output, (int)Math.Clamp(cached ?? 0, 0, input.Value))
            : null;

    private static async Task<bool> MoveAsync(
        IAsyncEnumerator<InferenceChunk> reader, Endpoint endpoint, ModelConnections connections,
        CancellationToken cancellationToken)
    {
        try
        {
            return await reader.MoveNextAsync();
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // A connection that is torn down tells that in many ways; the reason is the caller's.
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception fault) when (
            ComputeFaults.Of(endpoint, fault, text => connections.Redact(endpoint, text)) is { } failure
            && failure != fault)
        {
            throw failure;
        }
    }
}
