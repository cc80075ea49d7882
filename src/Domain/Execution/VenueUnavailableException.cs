namespace TradingBase.Execution;

/// <summary>
/// A venue did not answer, or not understandably; whether it did what was asked is not known.
/// </summary>
/// <param name="venue">Name of the broker.</param>
/// <param name="why">What happened, as a sentence without secrets.</param>
/// <param name="retryAfter">How long it wants to be left in peace, or null.</param>
/// <param name="innerException">What was caught, or null.</param>
public sealed class VenueUnavailableException(
    string venue, string why, TimeSpan? retryAfter = null, Exception? innerException = null)
    : TradingBaseException($"The venue {venue} is not available: {why}", innerException)
{
    /// <summary>Name of the broker.</summary>
    public string Venue { get; } = venue;

    /// <summary>How long it wants to be left in peace; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
