namespace TradingBase.Functions.Messages;

/// <summary>The body of a request for a cycle.</summary>
/// <param name="Markets">
/// Which markets, by name; empty or absent for all that the desk is configured for.
/// </param>
/// <param name="AsOf">The moment of recorded data to decide at, or null for the present.</param>
/// <param name="RequestId">
/// The caller's own id: the same id is the same cycle; absent makes a new one.
/// </param>
public sealed record CycleAsked(
    IReadOnlyList<string>? Markets = null, DateTimeOffset? AsOf = null, string? RequestId = null);
