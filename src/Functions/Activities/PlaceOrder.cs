using Microsoft.Azure.Functions.Worker;
using TradingBase.Desk;
using TradingBase.Execution;
using TradingBase.Functions.Messages;
using TradingBase.Risk;

namespace TradingBase.Functions.Activities;

/// <summary>Sends one approved order to its broker, once.</summary>
/// <param name="brokers">
/// Finds the broker of a market and repeats the gate's hardest checks at the wire.
/// </param>
/// <param name="desk">What the desk may do, read just now.</param>
/// <param name="orders">Writes the intent down before the order is sent.</param>
/// <remarks>
/// The runtime may run an activity twice for one call. The order's id is the broker's client order id: the
/// second run finds the intent, asks the broker, and is answered with what the first run did.
/// </remarks>
public sealed class PlaceOrder(BrokerDesk brokers, IDeskStateStore desk, OrderBook orders)
{
    /// <summary>How orchestrations call this activity. A lost answer is asked for, never resent.</summary>
    public static readonly Stage<OrderTicket, OrderReport> Stage = new(nameof(PlaceOrder), Retries.Never);

    /// <summary>Verifies, writes the intent down and sends.</summary>
    /// <param name="ticket">An order that passed the gate.</param>
    /// <param name="cancellationToken">Abandons the wait, not the order.</param>
    /// <returns>Where it stands; Denied when the wire's checks refuse it.</returns>
    [Function(nameof(PlaceOrder))]
    public async Task<OrderReport> RunAsync(
        [ActivityTrigger] OrderTicket ticket, CancellationToken cancellationToken)
    {
        DeskState? state = await desk.FindAsync(cancellationToken);
        OrderReport report = await brokers.PlaceAsync(
            ticket.Order, ticket.Clock(), state?.State ?? TradingState.Reducing,
            token => orders.IntendAsync(ticket.CycleId, ticket.Order, ticket.At, token), cancellationToken);
        if (report.Status is OrderStatus.Denied)
        {
            await orders.RefuseAsync(ticket.CycleId, ticket.Order, report, cancellationToken);
        }

        return report;
    }
}
