namespace TradingBase.Compute;

/// <summary>Room that one call has taken at an endpoint, to be settled or released once.</summary>
/// <param name="Endpoint">Place in the table.</param>
/// <param name="InputTokens">Tokens that it reads, as estimated; zero or more.</param>
/// <param name="MaxOutputTokens">Tokens that it may write at most; zero or more.</param>
/// <param name="TakenAt">When, UTC.</param>
public readonly record struct CapacityTicket(
    int Endpoint, int InputTokens, int MaxOutputTokens, DateTimeOffset TakenAt);
