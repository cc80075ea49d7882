using Microsoft.Azure.Functions.Worker;
using TradingBase.Desk;
using TradingBase.Execution;
using TradingBase.Functions.Messages;

namespace TradingBase.Functions.Activities;

/// <summary>Books an order's fills and writes down where it stands.</summary>
/// <param name="orders">The books of orders, fills and journal.</param>
/// <remarks>
/// Every fill is booked under its trade id: a second run, or a later report with the same fills, adds none.
/// </remarks>
public sealed class SettleOrder(OrderBook orders)
{
    /// <summary>How orchestrations call this activity.</summary>
    public static readonly Stage<Settlement, OrderReport> Stage = new(nameof(SettleOrder), Retries.Store);

    /// <summary>Books one report.</summary>
    /// <param name="settlement">What the broker says of which order.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>The report.</returns>
    [Function(nameof(SettleOrder))]
    public async Task<OrderReport> RunAsync(
        [ActivityTrigger] Settlement settlement, CancellationToken cancellationToken)
    {
        await orders.SettleAsync(
            settlement.Ticket.CycleId, settlement.Ticket.Order, settlement.Report, cancellationToken);
        return settlement.Report;
    }
}
