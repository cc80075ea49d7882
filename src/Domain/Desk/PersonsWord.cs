namespace TradingBase.Desk;

/// <summary>What a person answered for.</summary>
/// <param name="By">The person.</param>
/// <param name="Why">A sentence.</param>
/// <param name="AtUtc">UTC.</param>
public sealed record PersonsWord(string By, string Why, DateTimeOffset AtUtc);
