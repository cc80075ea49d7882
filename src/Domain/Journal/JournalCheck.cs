namespace TradingBase.Journal;

/// <summary>What walking the chains found.</summary>
/// <param name="Head">Lines and head.</param>
/// <param name="FirstBad">
/// The first line that does not fit, as a sentence naming stream and sequence; null when all fit.
/// </param>
public sealed record JournalCheck(JournalHead Head, string? FirstBad);
