using Microsoft.Azure.Functions.Worker;
using TradingBase.Desk;
using TradingBase.Execution;
using TradingBase.Functions.Messages;

namespace TradingBase.Functions.Activities;

/// <summary>Asks a broker where an order stands.</summary>
/// <param name="wire">Asks, and seals the answer.</param>
/// <remarks>
/// Changes nothing at the venue, however often it runs; an order without an intent that the venue does not
/// have is closed, so that nobody sends it afterwards.
/// </remarks>
public sealed class QueryOrder(OrderWire wire)
{
    /// <summary>How orchestrations call this activity.</summary>
    public static readonly Stage<OrderTicket, SealedReport> Stage = new(nameof(QueryOrder), Retries.Store);

    /// <summary>Asks once.</summary>
    /// <param name="ticket">Which order.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>
    /// Where it stands; Unknown while it may still arrive, Rejected when it is certain that the venue never
    /// had it.
    /// </returns>
    [Function(nameof(QueryOrder))]
    public Task<SealedReport> RunAsync(
        [ActivityTrigger] OrderTicket ticket, CancellationToken cancellationToken) =>
        wire.QueryAsync(ticket.Order, ticket.Replayed, cancellationToken);
}
