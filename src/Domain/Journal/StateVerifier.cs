namespace TradingBase.Journal;

/// <summary>Walks everything that the desk keeps about itself.</summary>
/// <param name="journal">Whose chains are walked.</param>
/// <param name="ledger">Whose balances are summed again.</param>
public sealed class StateVerifier(IJournal journal, ILedger ledger)
{
    /// <summary>Walks the journal, then the ledger.</summary>
    /// <exception cref="StateUnavailableException">The store cannot be reached.</exception>
    public async Task<StateVerification> VerifyAsync(CancellationToken cancellationToken)
    {
        JournalCheck check = await journal.VerifyAsync(cancellationToken);
        string? fault = await ledger.FindImbalanceAsync(cancellationToken);
        return new(
            check.Head.Entries, check.Head.Head, check.FirstBad is null && fault is null, check.FirstBad,
            fault is null, fault);
    }
}
