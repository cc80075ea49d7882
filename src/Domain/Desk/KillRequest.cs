namespace TradingBase.Desk;

/// <summary>Somebody pulled the kill switch.</summary>
/// <param name="KillId">Names the kill; a second request of one name is the same kill.</param>
/// <param name="By">Who.</param>
/// <param name="Why">A sentence.</param>
/// <param name="Flatten">Whether positions are closed too; else orders are only taken back.</param>
/// <param name="AtUtc">When, UTC.</param>
public sealed record KillRequest(string KillId, string By, string Why, bool Flatten, DateTimeOffset AtUtc);
