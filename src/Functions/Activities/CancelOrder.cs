using Microsoft.Azure.Functions.Worker;
using TradingBase.Desk;
using TradingBase.Execution;
using TradingBase.Functions.Messages;

namespace TradingBase.Functions.Activities;

/// <summary>Takes back what is not filled of an order.</summary>
/// <param name="wire">Asks, takes back, and seals the answer.</param>
/// <remarks>Taking back an order that has ended changes nothing, so a second run is harmless.</remarks>
public sealed class CancelOrder(OrderWire wire)
{
    /// <summary>How orchestrations call this activity.</summary>
    public static readonly Stage<OrderTicket, SealedReport> Stage = new(nameof(CancelOrder), Retries.Store);

    /// <summary>Takes one order back.</summary>
    /// <param name="ticket">Which order.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>Where it stands now; Unknown while it may still arrive at the venue.</returns>
    [Function(nameof(CancelOrder))]
    public Task<SealedReport> RunAsync(
        [ActivityTrigger] OrderTicket ticket, CancellationToken cancellationToken) =>
        wire.CancelAsync(ticket.Order, ticket.Replayed, cancellationToken);
}
