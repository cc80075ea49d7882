using TradingBase.Execution;

namespace TradingBase.Journal;

/// <summary>Double-entry book of everything the desk owns.</summary>
public interface ILedger
{
    /// <summary>Posts an entry, once: an id that is there already changes nothing.</summary>
    /// <returns>False when it was there already.</returns>
    /// <exception cref="ArgumentException">The postings of a currency do not sum to zero.</exception>
    Task<bool> PostAsync(LedgerEntry entry, CancellationToken cancellationToken);

    /// <summary>Posts a fill: cash, position and fee together, once per trade id.</summary>
    /// <returns>False when it was there already.</returns>
    Task<bool> PostFillAsync(Fill fill, CancellationToken cancellationToken);

    /// <summary>Reads cash by currency and positions, without walking the history.</summary>
    Task<LedgerBalances> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Walks the whole book.</summary>
    /// <returns>
    /// Null when every entry sums to zero and the balances are the sum of the entries; else a sentence.
    /// </returns>
    Task<string?> FindImbalanceAsync(CancellationToken cancellationToken);
}
