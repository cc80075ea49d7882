namespace TradingBase.Functions.Messages;

/// <summary>One venue in one run.</summary>
/// <param name="Venue">Name of its broker.</param>
/// <param name="AtUtc">When the run was begun, UTC; names it.</param>
public sealed record VenueRun(string Venue, DateTimeOffset AtUtc);
