namespace TradingBase.Functions.Messages;

/// <summary>A person's word that the configured limits may be in force.</summary>
/// <param name="By">The person.</param>
/// <param name="Why">A sentence.</param>
public sealed record LimitsAcceptance(string By, string Why);
