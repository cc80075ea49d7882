using TradingBase.Markets;

namespace TradingBase.Execution;

/// <summary>The paper venue's own memory: its orders, and the account that their fills make.</summary>
/// <remarks>
/// Thread-safe, and shared by processes. An order, its fills, cash and position change together or not at
/// all; nothing is read that grows with history, but for the fills that are asked for.
/// </remarks>
public interface IPaperBook
{
    /// <summary>Finds an order.</summary>
    /// <returns>What the venue knows, or null when it never had the order.</returns>
    Task<PaperOrder?> FindAsync(string clientOrderId, CancellationToken cancellationToken);

    /// <summary>Takes an order in, once.</summary>
    /// <returns>The order that stands under its id: this one, or the one that was there before.</returns>
    Task<PaperOrder> AddAsync(PaperOrder order, CancellationToken cancellationToken);

    /// <summary>Changes an order by compare-and-swap, and books the fills that the change adds.</summary>
    /// <param name="clientOrderId">An order that was taken in.</param>
    /// <param name="bar">The bar that fills it, or null where nothing is filled.</param>
    /// <param name="change">
    /// Gives the next order from the present one and what its bar has left; called again on a race.
    /// </param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>The order that stands now; what changes nothing is not written.</returns>
    /// <exception cref="InvalidOperationException">The venue never had the order.</exception>
    Task<PaperOrder> ChangeAsync(
        string clientOrderId, Bar? bar, Func<PaperOrder, PaperRoom, PaperOrder> change,
        CancellationToken cancellationToken);

    /// <summary>Lists the orders that work.</summary>
    /// <param name="instrument">Of which instrument, or null for all.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    /// <returns>Ordered by instrument and client order id.</returns>
    Task<IReadOnlyList<VenueOrder>> ReadOpenAsync(
        InstrumentId? instrument, CancellationToken cancellationToken);

    /// <summary>Puts cash into the account, once per id.</summary>
    /// <param name="id">Of the deposit, such as <c>opening</c>.</param>
    /// <param name="currency">Of the amount.</param>
    /// <param name="amount">Negative takes cash out.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>False when it was there already.</returns>
    Task<bool> DepositAsync(
        string id, string currency, decimal amount, CancellationToken cancellationToken);

    /// <summary>Reads the account as it was at one moment.</summary>
    /// <param name="fillsFrom">
    /// The moment from which on fills are wanted, UTC. A fill counts from when its bar became known, since
    /// nobody could have been told of it before.
    /// </param>
    /// <param name="atUtc">When it is asked, UTC.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    Task<VenueAccount> ReadAccountAsync(
        DateTimeOffset fillsFrom, DateTimeOffset atUtc, CancellationToken cancellationToken);
}
