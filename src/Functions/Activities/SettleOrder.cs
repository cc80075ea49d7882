using Microsoft.Azure.Functions.Worker;
using TradingBase.Desk;
using TradingBase.Execution;
using TradingBase.Functions.Messages;

namespace TradingBase.Functions.Activities;

/// <summary>Books an order's fills and writes down where it stands.</summary>
/// <param name="orders">The books of orders, fills and journal.</param>
/// <param name="brokers">Names the venue.</param>
/// <param name="rejections">Counts what the venue rejects in a row.</param>
/// <param name="desk">Looks at the losses after a fill.</param>
/// <remarks>
/// Every fill is booked under its trade id: a second run, or a later report with the same fills, adds none.
/// </remarks>
public sealed class SettleOrder(
    OrderBook orders, BrokerDesk brokers, RejectionBook rejections, DeskBooks desk)
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
        OrderTicket ticket = settlement.Ticket;
        OrderReport report = settlement.Report;
        await orders.SettleAsync(ticket.CycleId, ticket.Order, report, cancellationToken);
        await rejections.NoteAsync(
            brokers.Of(ticket.Order.Order.Instrument.Id.Market).Name, ticket.Order.Order, report,
            cancellationToken);

        // Replayed time is marked at the end of its cycle: the fills of one moment come in any order.
        if (report.Fills.Count > 0 && !ticket.Replayed)
        {
            await desk.WatchAsync(report.DeskTime, cancellationToken);
        }

        return report;
    }
}
