namespace TradingBase.Journal;

/// <summary>One business event in the book.</summary>
/// <param name="Id">Deterministic: the same event has the same id.</param>
/// <param name="Kind">What it is.</param>
/// <param name="AtUtc">When, UTC.</param>
/// <param name="Postings">At least two; per currency they sum to zero.</param>
/// <param name="Memo">A sentence for people.</param>
public sealed record LedgerEntry(
    string Id, LedgerEntryKind Kind, DateTimeOffset AtUtc, IReadOnlyList<Posting> Postings, string Memo);
