namespace TradingBase.Compute;

/// <summary>An endpoint that is full, down, or broke off; another may answer.</summary>
/// <param name="endpoint">Which endpoint.</param>
/// <param name="why">What it said.</param>
/// <param name="retryAfter">When it wants to be asked again, or null.</param>
/// <param name="innerException">What was caught.</param>
public sealed class ComputeUnavailableException(
    string endpoint, string why, TimeSpan? retryAfter = null, Exception? innerException = null)
    : TradingBaseException($"Endpoint {endpoint} cannot answer: {why}", innerException)
{
    /// <summary>Which endpoint.</summary>
    public string Endpoint { get; } = endpoint;

    /// <summary>When it wants to be asked again, or null.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>What kind of failure it was.</summary>
    public ComputeFailure Failure { get; init; }

    /// <summary>What it says that it could still take, or null.</summary>
    public EndpointRoom? Room { get; init; }
}
