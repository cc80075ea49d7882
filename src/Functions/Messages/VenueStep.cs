namespace TradingBase.Functions.Messages;

/// <summary>One step of a kill at one venue.</summary>
/// <param name="KillId">Which kill.</param>
/// <param name="Venue">Name of the broker.</param>
/// <param name="Round">From zero.</param>
/// <param name="Tries">How many rounds before it sent orders.</param>
/// <param name="At">The orchestration's present, UTC.</param>
public sealed record VenueStep(string KillId, string Venue, int Round, int Tries, DateTimeOffset At);
