using Microsoft.Azure.Functions.Worker;
using TradingBase.Desk;
using TradingBase.Execution;
using TradingBase.Functions.Messages;

namespace TradingBase.Functions.Activities;

/// <summary>Sends one approved order to its broker, once.</summary>
/// <param name="wire">Verifies, writes the intent down, asks, sends, seals.</param>
/// <remarks>
/// The runtime may run an activity twice for one call. The order's id is the broker's client order id: the
/// second run finds the intent, asks the broker, and is answered with what the first run did.
/// </remarks>
public sealed class PlaceOrder(OrderWire wire)
{
    /// <summary>How orchestrations call this activity. A lost answer is asked for, never resent.</summary>
    public static readonly Stage<OrderTicket, SealedReport> Stage = new(nameof(PlaceOrder), Retries.Never);

    /// <summary>Verifies, writes the intent down and sends.</summary>
    /// <param name="ticket">An order that passed the gate.</param>
    /// <param name="cancellationToken">Abandons the wait, not the order.</param>
    /// <returns>Where it stands; Denied when the wire's checks refuse it.</returns>
    [Function(nameof(PlaceOrder))]
    public Task<SealedReport> RunAsync(
        [ActivityTrigger] OrderTicket ticket, CancellationToken cancellationToken) =>
        wire.PlaceAsync(ticket.Order, ticket.Replayed, cancellationToken);
}
