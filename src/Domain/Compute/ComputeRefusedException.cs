namespace TradingBase.Compute;

/// <summary>An endpoint that refused the question itself: asking elsewhere is paid for nothing.</summary>
/// <param name="endpoint">Which endpoint.</param>
/// <param name="refusal">What kind of refusal.</param>
/// <param name="why">What it said, without the question and without keys.</param>
/// <param name="innerException">What was caught.</param>
public sealed class ComputeRefusedException(
    string endpoint, ComputeRefusal refusal, string why, Exception? innerException = null)
    : TradingBaseException($"Endpoint {endpoint} refused the question: {why}", innerException)
{
    /// <summary>Which endpoint.</summary>
    public string Endpoint { get; } = endpoint;

    /// <summary>What kind of refusal.</summary>
    public ComputeRefusal Refusal { get; } = refusal;

    /// <summary>What the refusal used, where it was billed; null where it was not told.</summary>
    public InferenceUsage? Usage { get; init; }
}
