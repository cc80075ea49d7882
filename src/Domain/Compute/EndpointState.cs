namespace TradingBase.Compute;

/// <summary>How an endpoint stands at a moment.</summary>
/// <param name="Endpoint">Which one.</param>
/// <param name="InFlight">Requests it is answering now; zero or more.</param>
/// <param name="ClosedUntil">Before when it is not asked, after failures, UTC; null when open.</param>
public sealed record EndpointState(Endpoint Endpoint, int InFlight, DateTimeOffset? ClosedUntil)
{
    /// <summary>Requests it could take on top; zero or more.</summary>
    public int Room => Math.Max(0, Endpoint.MaxConcurrency - InFlight);

    /// <summary>Whether it may be asked at a moment.</summary>
    public bool IsHealthy(DateTimeOffset now) => ClosedUntil is null || now >= ClosedUntil;
}
