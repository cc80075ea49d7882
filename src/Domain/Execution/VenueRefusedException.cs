namespace TradingBase.Execution;

/// <summary>A venue refused to tell something, for good: asking again changes nothing.</summary>
/// <param name="venue">Name of the broker.</param>
/// <param name="what">What was asked for.</param>
/// <param name="code">The venue's own code, or null.</param>
/// <param name="why">What it answered, without secrets.</param>
public sealed class VenueRefusedException(string venue, string what, string? code, string why)
    : TradingBaseException($"The venue {venue} refused {what} with code {code ?? "none"}: {why}")
{
    /// <summary>Name of the broker.</summary>
    public string Venue { get; } = venue;

    /// <summary>The venue's own code; null when it gave none.</summary>
    public string? Code { get; } = code;
}
