namespace TradingBase.Desk;

/// <summary>How the last comparison of the book with a venue's account ended.</summary>
/// <param name="Venue">Name of the broker.</param>
/// <param name="AtUtc">When it ended, on the wall clock, UTC.</param>
/// <param name="Passed">Whether nothing unexplained was left.</param>
/// <param name="Reason">Why it did not pass, as a sentence with its numbers; null when it did.</param>
public sealed record ReconciliationMark(string Venue, DateTimeOffset AtUtc, bool Passed, string? Reason);
