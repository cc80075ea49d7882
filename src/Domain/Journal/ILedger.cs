using TradingBase.Execution;

namespace TradingBase.Journal;

/// <summary>Double-entry book of everything the desk owns, one account per venue.</summary>
public interface ILedger
{
    /// <summary>Posts an event to its account, once: an id that is there already changes nothing.</summary>
    /// <returns>False when it was there already.</returns>
    /// <exception cref="ArgumentException">The event has nothing to post.</exception>
    Task<bool> PostAsync(LedgerEvent happened, CancellationToken cancellationToken);

    /// <summary>
    /// Posts a fill to the account of its venue: cash, position and fee together, once per trade id.
    /// </summary>
    /// <returns>False when it was there already.</returns>
    Task<bool> PostFillAsync(Fill fill, CancellationToken cancellationToken);

    /// <summary>Whether a fill was posted.</summary>
    Task<bool> HasFillAsync(Fill fill, CancellationToken cancellationToken);

    /// <summary>Finds the entry of a fill.</summary>
    /// <returns>The entry, or null when the fill was not posted.</returns>
    /// <exception cref="StateDamagedException">The entry cannot be read.</exception>
    Task<LedgerEntry?> FindFillAsync(Fill fill, CancellationToken cancellationToken);

    /// <summary>Lists the accounts that something was posted to, ordered by name.</summary>
    Task<IReadOnlyList<string>> ListAccountsAsync(CancellationToken cancellationToken);

    /// <summary>Reads all accounts together, without walking the history.</summary>
    /// <returns>One net position per instrument.</returns>
    Task<LedgerBalances> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Reads one account, without walking the history.</summary>
    /// <param name="account">Name of a broker, or <see cref="LedgerEvents.DeskAccount"/>.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    /// <returns>Empty balances for an account that nothing was posted to.</returns>
    Task<LedgerBalances> ReadAsync(string account, CancellationToken cancellationToken);

    /// <summary>
    /// Reads what an account earned and paid by kind, instrument and currency, without walking the history.
    /// </summary>
    Task<IReadOnlyList<LedgerResult>> ReadResultsAsync(string account, CancellationToken cancellationToken);

    /// <summary>Counts the units that an account held before a moment; walks its history.</summary>
    /// <param name="account">Name of a broker.</param>
    /// <param name="instrument">Of what.</param>
    /// <param name="before">Exclusive, UTC: an ex-date.</param>
    /// <param name="cancellationToken">Abandons the walk.</param>
    /// <returns>Signed units, legs together.</returns>
    Task<decimal> CountUnitsAsync(
        string account, InstrumentId instrument, DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Walks every account.</summary>
    /// <returns>
    /// Null when every entry sums to zero and balances, positions and results are the sum of the entries;
    /// else a sentence.
    /// </returns>
    Task<string?> FindImbalanceAsync(CancellationToken cancellationToken);
}
