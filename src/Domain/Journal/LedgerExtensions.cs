namespace TradingBase.Journal;

/// <summary>Events that ask the book before they are posted.</summary>
public static class LedgerExtensions
{
    /// <summary>Pays a dividend for what an account held before the ex-date.</summary>
    /// <param name="ledger">The book.</param>
    /// <param name="account">Name of a broker.</param>
    /// <param name="instrument">Whose dividend.</param>
    /// <param name="currency">What is paid in.</param>
    /// <param name="perUnit">Amount per share; greater than zero.</param>
    /// <param name="exAt">First moment at which a buyer gets nothing, UTC.</param>
    /// <param name="paidAt">When it is paid, UTC.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>False when it was paid already.</returns>
    public static async Task<bool> PayDividendAsync(
        this ILedger ledger, string account, InstrumentId instrument, string currency, decimal perUnit,
        DateTimeOffset exAt, DateTimeOffset paidAt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        decimal held = await ledger.CountUnitsAsync(account, instrument, exAt, cancellationToken);
        return await ledger.PostAsync(
            LedgerEvents.Dividend(account, instrument, currency, perUnit, held, exAt, paidAt),
            cancellationToken);
    }
}
