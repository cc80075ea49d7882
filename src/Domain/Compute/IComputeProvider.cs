namespace TradingBase.Compute;

/// <summary>Speaks one protocol of inference.</summary>
/// <remarks>Thread-safe; one object serves every endpoint of its kind.</remarks>
public interface IComputeProvider
{
    /// <summary>Kind in configuration, such as <c>heuristic</c>.</summary>
    string Kind { get; }

    /// <summary>Asks an endpoint and streams its answer.</summary>
    /// <param name="endpoint">An endpoint of this kind.</param>
    /// <param name="request">The question.</param>
    /// <param name="cancellationToken">Ends the stream and the work behind it.</param>
    /// <returns>Pieces in order; the last one carries the usage.</returns>
    /// <exception cref="ComputeUnavailableException">The endpoint is full, down, or broke off.</exception>
    /// <exception cref="ComputeRefusedException">The endpoint refused the question itself.</exception>
    IAsyncEnumerable<InferenceChunk> StreamAsync(
        Endpoint endpoint, InferenceRequest request, CancellationToken cancellationToken);
}
