using Microsoft.Azure.Functions.Worker;
using TradingBase.Execution;
using TradingBase.Functions.Messages;

namespace TradingBase.Functions.Activities;

/// <summary>Asks a broker where an order stands.</summary>
/// <param name="brokers">Finds the broker of a market.</param>
/// <remarks>Changes nothing, however often it runs.</remarks>
public sealed class QueryOrder(BrokerDesk brokers)
{
    /// <summary>How orchestrations call this activity.</summary>
    public static readonly Stage<OrderTicket, OrderReport> Stage = new(nameof(QueryOrder), Retries.Store);

    /// <summary>Asks once.</summary>
    /// <param name="ticket">Which order, at what time.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>Where it stands; Rejected when the venue proves that it never had the order.</returns>
    [Function(nameof(QueryOrder))]
    public async Task<OrderReport> RunAsync(
        [ActivityTrigger] OrderTicket ticket, CancellationToken cancellationToken) =>
        await brokers.QueryAsync(ticket.Order, ticket.Clock(), cancellationToken)
            ?? new(ticket.Order.Order.ClientOrderId, OrderStatus.Rejected, [],
                "The venue never had the order: it was lost on the way and is not sent again.", ticket.At);
}
