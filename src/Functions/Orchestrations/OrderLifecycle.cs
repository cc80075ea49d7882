using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using TradingBase.Execution;
using TradingBase.Functions.Activities;
using TradingBase.Functions.Messages;

namespace TradingBase.Functions.Orchestrations;

/// <summary>One approved order from its intent to its end, asked for and never sent twice.</summary>
public static class OrderLifecycle
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Places the order, waits for its end on durable timers, takes it back when patience ends, settles.
    /// </summary>
    /// <param name="context">The only source of time, identity and results.</param>
    /// <param name="ticket">The signed order.</param>
    /// <returns>Where the order ended, with its fills.</returns>
    /// <exception cref="TaskFailedException">The books could not be written.</exception>
    [Function(nameof(OrderLifecycle))]
    public static async Task<OrderReport> RunAsync(
        [OrchestrationTrigger] TaskOrchestrationContext context, OrderTicket ticket)
    {
        DateTimeOffset giveUp = context.Now() + ticket.Patience;
        ticket = At(context, ticket);

        // A lost answer is Unknown: whether the venue has the order is found out by asking, not by sending
        // again.
        OrderReport report = await context.CallAsync(PlaceOrder.Stage, ticket).OrElseAsync(failure => new(
            ticket.Order.Order.ClientOrderId, OrderStatus.Unknown, [], failure.ErrorMessage, ticket.At));
        TimeSpan wait = report.Status is OrderStatus.Unknown ? TimeSpan.Zero : FirstWait;
        while (!OrderMoves.HasEnded(report.Status))
        {
            if (report.Fills.Count > 0)
            {
                await context.CallAsync(SettleOrder.Stage, new(ticket, report));
            }

            if (wait > TimeSpan.Zero)
            {
                await context.CreateTimer(wait, CancellationToken.None);
            }

            wait = Longer(wait);
            report = await AskAsync(context, ticket, giveUp, report);
        }

        return await context.CallAsync(SettleOrder.Stage, new(ticket, report));
    }

    private static Task<OrderReport> AskAsync(
        TaskOrchestrationContext context, OrderTicket ticket, DateTimeOffset giveUp, OrderReport known)
    {
        return context.CallAsync(
            context.Now() >= giveUp ? CancelOrder.Stage : QueryOrder.Stage, At(context, ticket))
            .OrElseAsync(_ => known);
    }

    // Live, time goes on since the decision: the wire has to see it, or no approval would ever expire.
    private static OrderTicket At(TaskOrchestrationContext context, OrderTicket ticket) =>
        ticket.Replayed ? ticket : ticket with { At = context.Now() };

    private static TimeSpan Longer(TimeSpan wait) =>
        wait == TimeSpan.Zero ? FirstWait : wait * 2 < LongestWait ? wait * 2 : LongestWait;
}
