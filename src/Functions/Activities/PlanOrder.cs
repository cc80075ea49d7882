using Microsoft.Azure.Functions.Worker;
using TradingBase.Desk;
using TradingBase.Execution;
using TradingBase.Functions.Messages;
using TradingBase.Risk;
using TradingBase.Strategy;

namespace TradingBase.Functions.Activities;

/// <summary>Says how an order is looked after.</summary>
/// <param name="wire">Tells whether it is this desk's order.</param>
/// <param name="orders">Knows whether it was intended before.</param>
/// <param name="cancels">Knows whether a person wants it back.</param>
/// <param name="brokers">Knows its venue.</param>
/// <param name="options">How patient the desk is.</param>
/// <remarks>
/// Changes nothing but for the alert of a forged order, which has one id however often it runs.
/// </remarks>
public sealed class PlanOrder(
    OrderWire wire, OrderBook orders, CancelBook cancels, BrokerDesk brokers, DeskOptions options)
{
    /// <summary>How orchestrations call this activity.</summary>
    public static readonly Stage<OrderTicket, OrderCare> Stage = new(nameof(PlanOrder), Retries.Store);

    /// <summary>Plans one order.</summary>
    /// <param name="ticket">Which.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>How; refused when the gate of this desk did not sign exactly this order.</returns>
    [Function(nameof(PlanOrder))]
    public async Task<OrderCare> RunAsync(
        [ActivityTrigger] OrderTicket ticket, CancellationToken cancellationToken)
    {
        ApprovedOrder order = ticket.Order;
        if (await wire.FindForgeryAsync(order, ticket.Replayed, cancellationToken) is { } forgery)
        {
            return new(null, TimeSpan.Zero, false, forgery);
        }

        OrderRecord? known = await orders.FindAsync(order.Order, cancellationToken);
        bool onPaper = brokers.Of(order.Order.Instrument.Id.Market).Traits.OnPaper;
        bool works = order.Order.TimeInForce is TimeInForce.GoodTilCanceled;
        return new(
            ticket.Replayed ? null
                : order.Order.WorksUntil ?? (works ? null : order.ApprovedAt + options.OrderPatience),
            onPaper ? TimeSpan.Zero : options.LateFillPatience, known?.IntendedAt is not null,
            CancelAsked: await cancels.IsAskedAsync(ticket.Id, cancellationToken));
    }
}
