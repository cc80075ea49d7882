namespace TradingBase.Journal;

/// <summary>Something that happened to an account; <see cref="LedgerEvents"/> has all there are.</summary>
/// <remarks>
/// Immutable. What it does to the book may depend on what is held, so its postings are made as it is posted.
/// </remarks>
public sealed class LedgerEvent
{
    internal LedgerEvent(
        string account, string id, LedgerEntryKind kind, DateTimeOffset atUtc, string memo,
        Action<LedgerDraft> book)
    {
        (Account, Id, Memo) = (Check.NotBlank(account), Check.NotBlank(id), Check.NotBlank(memo));
        (Kind, AtUtc, Book) = (kind, Check.Utc(atUtc), book);
    }

    /// <summary>Whose books: the name of a broker, or <see cref="LedgerEvents.DeskAccount"/>.</summary>
    public string Account { get; }

    /// <summary>Deterministic: the same event has the same id in its account.</summary>
    public string Id { get; }

    /// <summary>What it is.</summary>
    public LedgerEntryKind Kind { get; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset AtUtc { get; }

    /// <summary>A sentence for people.</summary>
    public string Memo { get; }

    /// <summary>Whose positions it may change, or null for cash only.</summary>
    public InstrumentId? Instrument { get; internal init; }

    /// <summary>Makes its postings.</summary>
    internal Action<LedgerDraft> Book { get; }
}
