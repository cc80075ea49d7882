using TradingBase.Markets;
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

    /// <summary>What the venue can do.</summary>
    BrokerTraits Traits { get; }

    /// <summary>
    /// Asks for an order by its id and sends it when it is not there; sending it again changes nothing and
    /// gives what is known.
    /// </summary>
    /// <param name="order">An order that passed the gate.</param>
    /// <param name="now">What time it is for this order.</param>
    /// <param name="cancellationToken">Abandons the wait, not the order.</param>
    /// <param name="look">
    /// Looks once more whether it may go: after all waits, right before it is handed to the wire.
    /// </param>
    /// <returns>Where it stands; Unknown when there was no definitive answer.</returns>
    Task<OrderReport> SubmitAsync(
        ApprovedOrder order, DeskClock now, CancellationToken cancellationToken, LastLook? look = null);

    /// <summary>
    /// Writes down that an order shall not be handed to the wire any more: whoever was about to finds that.
    /// </summary>
    /// <param name="order">Which order; the venue was asked for it and did not know it.</param>
    /// <param name="now">What time it was before the venue was asked.</param>
    /// <param name="cancellationToken">Abandons the wait; it may have been written.</param>
    /// <returns>
    /// Whether nobody will send it after this, and what was sent of it would have arrived; false while it may
    /// be on its way.
    /// </returns>
    Task<bool> TryForbidSendAsync(
        ApprovedOrder order, DeskClock now, CancellationToken cancellationToken);

    /// <summary>Asks where an order stands.</summary>
    /// <returns>What is known, or null when the venue proves that it never had the order.</returns>
    Task<OrderReport?> QueryAsync(ApprovedOrder order, DeskClock now, CancellationToken cancellationToken);

    /// <summary>Takes back what is not filled yet; taking back an ended order changes nothing.</summary>
    /// <returns>Where it stands now.</returns>
    Task<OrderReport> CancelAsync(ApprovedOrder order, DeskClock now, CancellationToken cancellationToken);

    /// <summary>Reads what the venue says of the account; changes nothing.</summary>
    /// <param name="fillsFrom">The moment from which on fills are wanted, UTC.</param>
    /// <param name="now">What time it is.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    /// <exception cref="TradingBaseException">The venue did not answer, or not understandably.</exception>
    Task<VenueAccount> ReadAccountAsync(
        DateTimeOffset fillsFrom, DeskClock now, CancellationToken cancellationToken);

    /// <summary>Tells in which steps the venue takes orders; reads them at most once an hour.</summary>
    /// <param name="instrument">Of a market that the broker serves.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    /// <returns>Null where it has no rules beside the catalogue's.</returns>
    /// <exception cref="VenueUnavailableException">The venue did not answer.</exception>
    /// <exception cref="VenueRefusedException">It does not know the instrument.</exception>
    Task<VenueRules?> ReadRulesAsync(Instrument instrument, CancellationToken cancellationToken);

    /// <summary>
    /// Takes every open order back, foreign ones too: by one request where the venue has it.
    /// </summary>
    /// <param name="now">What time it is.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>How many orders it was, as far as the venue tells; zero or more.</returns>
    /// <exception cref="TradingBaseException">Not every order could be asked for; ask again.</exception>
    Task<int> CancelAllAsync(DeskClock now, CancellationToken cancellationToken);

    /// <summary>
    /// Tells the venue to take all orders back by itself unless it is told again; does nothing where it
    /// cannot.
    /// </summary>
    /// <param name="after">How long it shall wait, or null to disarm.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    Task ArmDeadManAsync(TimeSpan? after, CancellationToken cancellationToken);
}
