namespace TradingBase.Functions.Messages;

/// <summary>The body of a request that pulls the kill switch.</summary>
/// <param name="By">Who.</param>
/// <param name="Why">A sentence.</param>
/// <param name="Flatten">Whether positions are closed too; the default is that they are.</param>
/// <param name="RequestId">The caller's own id, so that asking again is no second kill.</param>
public sealed record KillAsked(string By, string Why, bool? Flatten = null, string? RequestId = null);
