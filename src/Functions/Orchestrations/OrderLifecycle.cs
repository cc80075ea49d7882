using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using TradingBase.Desk;
using TradingBase.Execution;
using TradingBase.Functions.Activities;
using TradingBase.Functions.Messages;

namespace TradingBase.Functions.Orchestrations;

/// <summary>One approved order from its intent to its end, asked for and never sent twice.</summary>
public static class OrderLifecycle
{
    /// <summary>How often an order is asked for before the history begins anew.</summary>
    private const int AsksInOneHistory = 50;

    /// <summary>
    /// Places the order, waits for its end on durable timers, takes it back when patience ends, settles.
    /// </summary>
    /// <param name="context">The only source of time, identity and results.</param>
    /// <param name="ticket">The signed order.</param>
    /// <returns>Where the order ended, with its fills.</returns>
    /// <exception cref="TaskFailedException">The books could not be written.</exception>
    /// <remarks>
    /// Everything that an order's next step depends on stands in the books, so a history that has grown long
    /// begins anew with the ticket alone: the order is found where it stands.
    /// </remarks>
    [Function(nameof(OrderLifecycle))]
    public static async Task<OrderReport> RunAsync(
        [OrchestrationTrigger] TaskOrchestrationContext context, OrderTicket ticket)
    {
        OrderCare care = await context.CallAsync(PlanOrder.Stage, ticket);
        if (care.Refused is { } refused)
        {
            return refused;
        }

        Task cancel = care.CancelAsked
            ? Task.CompletedTask
            : context.WaitForExternalEvent<bool>(OrderEvents.Cancel);
        if (ticket.Order.NeedsPerson && !cancel.IsCompleted)
        {
            await AwaitPersonAsync(context, ticket, cancel);
        }

        if (ticket is { Order.Order.Plan: not null, Replayed: false })
        {
            OrderReport? worked = await SlicedOrder.RunAsync(context, ticket, cancel);
            return worked is null ? new(ticket.Id, OrderStatus.Submitted, [], null, ticket.Order.ApprovedAt)
                : cancel.IsCompleted ? await ReplaceAsync(context, ticket, worked)
                : worked;
        }

        // A lost answer is Unknown: whether the venue has the order is found out by asking, not by sending
        // again. What is wanted back before it was sent is not sent.
        SealedReport? answer = cancel.IsCompleted
            ? null
            : await AnswerAsync(context.CallAsync(PlaceOrder.Stage, ticket));
        if (answer?.Report.Status is OrderStatus.Denied)
        {
            return answer.Report;
        }

        OrderReport known = new(
            ticket.Id, OrderStatus.Submitted, [], null, ticket.Order.ApprovedAt);
        OrderPace pace = new(care.Resumed);
        for (int asked = 0; ; asked++)
        {
            known = await SettleAsync(context, ticket, answer, known);
            if (OrderMoves.HasEnded(known.Status))
            {
                known = await AwaitLateFillsAsync(context, ticket, care, known);
                return cancel.IsCompleted ? await ReplaceAsync(context, ticket, known) : known;
            }

            if (asked == AsksInOneHistory)
            {
                context.ContinueAsNew(ticket);
                return known;
            }

            if (answer is not null || asked > 0)
            {
                await WaitAsync(context, pace, known.Status, cancel);
            }

            bool takeBack = cancel.IsCompleted || context.Now() >= care.GiveUpAt;
            answer = await AnswerAsync(context.CallAsync(
                takeBack ? CancelOrder.Stage : QueryOrder.Stage, ticket));
        }
    }

    // What takes an order's place is judged when the order has ended for good, so that never both work.
    private static async Task<OrderReport> ReplaceAsync(
        TaskOrchestrationContext context, OrderTicket ticket, OrderReport end)
    {
        ReplacementVerdict verdict = await context.CallAsync(AssessReplacement.Stage, ticket);
        if (verdict.Approved is not { } order)
        {
            return verdict.Refusal is { } refusal ? end with { Reason = $"Not replaced: {refusal}" } : end;
        }

        string id = order.Order.ClientOrderId;
        await context.CallSubOrchestratorAsync<OrderReport>(
            nameof(OrderLifecycle), new OrderTicket(order, ticket.Replayed),
            new SubOrchestrationOptions(instanceId: OrderEvents.InstanceOf(id)))
            .OrElseAsync(failure => new(id, OrderStatus.Unknown, [], failure.ErrorMessage, context.Now()));
        return end with { Reason = $"Replaced by {id}." };
    }

    // The answer stands in the books; the event only wakes up for it. Silence is a refusal, and so is that
    // the order is wanted back.
    private static async Task AwaitPersonAsync(
        TaskOrchestrationContext context, OrderTicket ticket, Task cancel)
    {
        OrderApproval asked = await context.CallAsync(AskApproval.Stage, ticket);
        if (asked.Approved is null)
        {
            using CancellationTokenSource stop = new();
            Task timer = context.CreateTimer(asked.Until.UtcDateTime, stop.Token);
            Task answer = context.WaitForExternalEvent<bool>(OrderEvents.Approval);
            if (await Task.WhenAny(answer, cancel, timer) != timer)
            {
                stop.Cancel();
            }

            await context.CallAsync(RecordApproval.Stage, ticket);
        }
    }

    // Whoever wants the order back ends the wait; after that the order is asked for as often as one in doubt.
    private static async Task WaitAsync(
        TaskOrchestrationContext context, OrderPace pace, OrderStatus status, Task cancel)
    {
        if (cancel.IsCompleted)
        {
            await context.CreateTimer(pace.Next(OrderStatus.Unknown), CancellationToken.None);
            return;
        }

        using CancellationTokenSource stop = new();
        Task timer = context.CreateTimer(pace.Next(status), stop.Token);
        if (await Task.WhenAny(cancel, timer) == cancel)
        {
            stop.Cancel();
        }
    }

    private static async Task<SealedReport?> AnswerAsync(Task<SealedReport> call)
    {
        try
        {
            return await call;
        }
        catch (TaskFailedException)
        {
            return null;
        }
    }

    // What says nothing new is not booked again. A report whose seal is broken is asked for anew.
    private static async Task<OrderReport> SettleAsync(
        TaskOrchestrationContext context, OrderTicket ticket, SealedReport? answer, OrderReport known)
    {
        if (answer is null
            || (answer.Report.Status == known.Status && !HasNewFills(answer.Report, known)))
        {
            return known;
        }

        return (await context.CallAsync(SettleOrder.Stage, new(ticket, answer))).Report;
    }

    // A fill may be under way while the venue says that the order is over.
    private static async Task<OrderReport> AwaitLateFillsAsync(
        TaskOrchestrationContext context, OrderTicket ticket, OrderCare care, OrderReport end)
    {
        if (care.LateFillPatience <= TimeSpan.Zero || end.Status is OrderStatus.Filled)
        {
            return end;
        }

        await context.CreateTimer(care.LateFillPatience, CancellationToken.None);
        SealedReport? answer = await AnswerAsync(context.CallAsync(QueryOrder.Stage, ticket));
        return answer is not null && HasNewFills(answer.Report, end)
            ? await SettleAsync(context, ticket, answer, end)
            : end;
    }

    // By their ids: the books may know fills that they made up, of which the venue knows nothing.
    private static bool HasNewFills(OrderReport report, OrderReport known) => report.Fills.Any(
        fill => known.Fills.All(other => other.TradeId != fill.TradeId));
}
