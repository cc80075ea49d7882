namespace TradingBase.Compute;

/// <summary>Where a request goes, and why.</summary>
/// <param name="Endpoint">The chosen endpoint's name, or null when none can take the request now.</param>
/// <param name="Candidates">Every endpoint as it was seen, best first.</param>
/// <param name="Why">A sentence with the numbers.</param>
public sealed record RouteDecision(string? Endpoint, IReadOnlyList<RouteCandidate> Candidates, string Why);
