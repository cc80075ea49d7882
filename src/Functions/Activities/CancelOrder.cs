using Microsoft.Azure.Functions.Worker;
using TradingBase.Execution;
using TradingBase.Functions.Messages;

namespace TradingBase.Functions.Activities;

/// <summary>Takes back what is not filled of an order.</summary>
/// <param name="brokers">Finds the broker of a market.</param>
/// <remarks>Taking back an order that has ended changes nothing, so a second run is harmless.</remarks>
public sealed class CancelOrder(BrokerDesk brokers)
{
    /// <summary>How orchestrations call this activity.</summary>
    public static readonly Stage<OrderTicket, OrderReport> Stage = new(nameof(CancelOrder), Retries.Store);

    /// <summary>Takes one order back.</summary>
    /// <param name="ticket">Which order, at what time.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>Where it stands now.</returns>
    [Function(nameof(CancelOrder))]
    public Task<OrderReport> RunAsync(
        [ActivityTrigger] OrderTicket ticket, CancellationToken cancellationToken) =>
        brokers.CancelAsync(ticket.Order, ticket.Clock(), cancellationToken);
}
