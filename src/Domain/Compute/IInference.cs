namespace TradingBase.Compute;

/// <summary>Asks whichever endpoint can answer; what analysts see of compute.</summary>
public interface IInference
{
    /// <summary>
    /// Asks, once: an id that was answered before is answered from the store and costs nothing.
    /// </summary>
    /// <returns>
    /// An answer, a moment to ask again, or why there is none; it does not throw for a provider's fault.
    /// </returns>
    Task<InferenceOutcome> AskAsync(InferenceRequest request, CancellationToken cancellationToken);
}
