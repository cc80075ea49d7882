namespace TradingBase.Execution;

/// <summary>The paper venue's own memory of orders.</summary>
public interface IPaperBook
{
    /// <summary>Finds an order.</summary>
    /// <returns>What the venue knows, or null when it never had the order.</returns>
    Task<OrderReport?> FindAsync(string clientOrderId, CancellationToken cancellationToken);

    /// <summary>Changes an order by compare-and-swap, again where another process was faster.</summary>
    /// <param name="clientOrderId">Which order.</param>
    /// <param name="change">
    /// Gives the next report from the present one, null for a new order; called again on a race.
    /// </param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>The report that stands now.</returns>
    Task<OrderReport> ChangeAsync(
        string clientOrderId, Func<OrderReport?, OrderReport> change, CancellationToken cancellationToken);
}
