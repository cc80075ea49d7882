using TradingBase.Journal;

namespace TradingBase.Desk;

/// <summary>Walks everything that the desk keeps about itself.</summary>
/// <param name="journal">Whose chains are walked.</param>
/// <param name="sealer">Knows the months that are closed.</param>
/// <param name="ledger">Whose balances are summed again.</param>
/// <param name="records">Whose documents are hashed again.</param>
public sealed class StateVerifier(
    IJournal journal, JournalSealer sealer, ILedger ledger, IRecordStore records)
{
    /// <summary>Walks the books over a state.</summary>
    public static StateVerifier Over(IStateStore store)
    {
        JournalBook journal = new(store);
        return new(journal, new(store, journal), new LedgerBook(store), new RecordBook(store));
    }

    /// <summary>Walks the journal, then the ledger, then holds one against the other.</summary>
    /// <exception cref="StateUnavailableException">The store cannot be reached.</exception>
    public async Task<StateVerification> VerifyAsync(CancellationToken cancellationToken)
    {
        JournalCheck check = await journal.VerifyAsync(cancellationToken);
        string? fault = await ledger.FindImbalanceAsync(cancellationToken);

        // Books that are not sound by themselves need not be compared.
        string? bad = check.FirstBad is not null || fault is not null
            ? check.FirstBad
            : await new BookCheck(journal, sealer, ledger, records).FindFaultAsync(cancellationToken);
        return new(
            check.Head.Entries, check.Head.Head, bad is null && fault is null, bad, fault is null, fault);
    }
}
