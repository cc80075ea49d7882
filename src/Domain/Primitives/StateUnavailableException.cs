namespace TradingBase;

/// <summary>The state store cannot be reached or written: the cycle stops before any effect.</summary>
/// <param name="place">Which store, as a file or an account name.</param>
/// <param name="why">What it answered.</param>
/// <param name="innerException">What was caught.</param>
public sealed class StateUnavailableException(string place, string why, Exception? innerException = null)
    : TradingBaseException($"The state store {place} is not available: {why}", innerException)
{
    /// <summary>Which store.</summary>
    public string Place { get; } = place;
}
