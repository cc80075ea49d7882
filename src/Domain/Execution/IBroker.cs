using TradingBase.Risk;

namespace TradingBase.Execution;

/// <summary>Takes approved orders to one venue.</summary>
/// <remarks>
/// Thread-safe. The client order id is the identity: the same id is the same order, however often it is sent.
/// </remarks>
public interface IBroker
{
    /// <summary>Kind in configuration, such as <c>paper</c>.</summary>
    string Name { get; }

    /// <summary>Sends an order; sending it again changes nothing and gives what is known.</summary>
    /// <param name="order">An order that passed the gate.</param>
    /// <param name="now">What time it is for this order.</param>
    /// <param name="cancellationToken">Abandons the wait, not the order.</param>
    /// <returns>Where it stands; Unknown when there was no definitive answer.</returns>
    Task<OrderReport> SubmitAsync(ApprovedOrder order, DeskClock now, CancellationToken cancellationToken);

    /// <summary>Asks where an order stands.</summary>
    /// <returns>What is known, or null when the venue proves that it never had the order.</returns>
    Task<OrderReport?> QueryAsync(ApprovedOrder order, DeskClock now, CancellationToken cancellationToken);

    /// <summary>Takes back what is not filled yet; taking back an ended order changes nothing.</summary>
    /// <returns>Where it stands now.</returns>
    Task<OrderReport> CancelAsync(ApprovedOrder order, DeskClock now, CancellationToken cancellationToken);
}
