namespace TradingBase.Compute;

/// <summary>What an endpoint says that it could still take, read from an answer.</summary>
/// <param name="ReadAt">When the answer came, wall clock, UTC.</param>
/// <param name="Requests">Calls; null where it did not say.</param>
/// <param name="InputTokens">Tokens read; null where it did not say.</param>
/// <param name="OutputTokens">Tokens written; null where it did not say.</param>
/// <param name="TotalTokens">Tokens of both kinds together; null where it did not say.</param>
public sealed record EndpointRoom(
    DateTimeOffset ReadAt, RoomReading? Requests = null, RoomReading? InputTokens = null,
    RoomReading? OutputTokens = null, RoomReading? TotalTokens = null);
