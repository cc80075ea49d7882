using Microsoft.Azure.Functions.Worker;
using TradingBase.Desk;
using TradingBase.Execution;
using TradingBase.Functions.Messages;

namespace TradingBase.Functions.Activities;

/// <summary>Books an order's fills and writes down where it stands.</summary>
/// <param name="wire">Verifies the report's seal, applies it, tells what is odd.</param>
/// <param name="brokers">Names the venue.</param>
/// <param name="rejections">Counts what the venue rejects in a row.</param>
/// <param name="desk">Looks at the losses after a fill.</param>
/// <remarks>
/// The order's own record says what was booked: a second run, or an older report that comes later, adds
/// nothing and takes nothing away.
/// </remarks>
public sealed class SettleOrder(
    OrderWire wire, BrokerDesk brokers, RejectionBook rejections, DeskBooks desk)
{
    /// <summary>How orchestrations call this activity.</summary>
    public static readonly Stage<Settlement, Settled> Stage = new(nameof(SettleOrder), Retries.Store);

    /// <summary>Books one report.</summary>
    /// <param name="settlement">What the wire says of which order.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>Where the order stands; a refusal when the report's seal is broken.</returns>
    [Function(nameof(SettleOrder))]
    public async Task<Settled> RunAsync(
        [ActivityTrigger] Settlement settlement, CancellationToken cancellationToken)
    {
        OrderTicket ticket = settlement.Ticket;
        (OrderReport report, string? refusal) = await wire.SettleAsync(
            ticket.Order, ticket.Replayed, settlement.Report, cancellationToken);
        if (refusal is not null)
        {
            return new(report, refusal);
        }

        await rejections.NoteAsync(
            brokers.Of(ticket.Order.Order.Instrument.Id.Market).Name, ticket.Order.Order, report,
            cancellationToken);

        // Replayed time is marked at the end of its cycle: the fills of one moment come in any order.
        if (report.Fills.Count > 0 && !ticket.Replayed)
        {
            await desk.WatchAsync(report.DeskTime, cancellationToken);
        }

        return new(report);
    }
}
