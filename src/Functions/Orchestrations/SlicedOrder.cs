using Microsoft.DurableTask;
using TradingBase.Desk;
using TradingBase.Execution;
using TradingBase.Functions.Activities;
using TradingBase.Functions.Messages;
using TradingBase.Risk;
using TradingBase.Strategy;

namespace TradingBase.Functions.Orchestrations;

/// <summary>The part of an order's lifecycle that works it in slices, one after the other.</summary>
/// <remarks>Never sends the order itself; every slice passes the gate and the wire like any order.</remarks>
internal static class SlicedOrder
{
    /// <summary>How many slices are cut before the history begins anew.</summary>
    private const int SlicesInOneHistory = 20;

    /// <summary>Works an order to its end.</summary>
    /// <returns>Where it ended, or null when the history begins anew.</returns>
    internal static async Task<OrderReport?> RunAsync(
        TaskOrchestrationContext context, OrderTicket ticket, Task cancel)
    {
        ExecutionPlan plan = ticket.Order.Order.Plan!;
        SliceCourse course = await context.CallAsync(StartSlices.Stage, ticket);
        if (course.Refused is { } refused)
        {
            return refused;
        }

        for (int index = course.Next; index < plan.Slices && !cancel.IsCompleted; index++)
        {
            if (index == course.Next + SlicesInOneHistory)
            {
                context.ContinueAsNew(ticket);
                return null;
            }

            await WaitAsync(
                context, SliceSchedule.StartOf(plan, ticket.Id, course.StartedAt, index), cancel);
            if (cancel.IsCompleted || !await WorkAsync(context, ticket, index, cancel))
            {
                break;
            }
        }

        return await context.CallAsync(EndSlices.Stage, ticket);
    }

    // Whether a next slice may be cut.
    private static async Task<bool> WorkAsync(
        TaskOrchestrationContext context, OrderTicket ticket, int index, Task cancel)
    {
        SliceCut cut = await context.CallAsync(CutSlice.Stage, new(ticket, index));
        if (cut.Slice is not { } slice)
        {
            return !cut.IsOver;
        }

        BatchVerdict verdict = await context.CallAsync(
            AssessSlice.Stage, new(slice.DecisionId, slice, slice.DecidedAt));
        if (verdict.Approved is not [ApprovedOrder approved])
        {
            return true;
        }

        string id = approved.Order.ClientOrderId;
        Task<OrderReport> work = context.CallSubOrchestratorAsync<OrderReport>(
            nameof(OrderLifecycle), new OrderTicket(approved, ticket.Replayed),
            new SubOrchestrationOptions(instanceId: OrderEvents.InstanceOf(id)))
            .OrElseAsync(failure => new(id, OrderStatus.Unknown, [], failure.ErrorMessage, context.Now()));
        await Task.WhenAny(work, cancel);
        if (!work.IsCompleted)
        {
            // Kept before it is told: the slice finds the wish even if it began anew in between.
            await context.CallAsync(RecallSlice.Stage, new(id, ticket.Id));
            context.SendEvent(OrderEvents.InstanceOf(id), OrderEvents.Cancel, true);
        }

        // While nobody knows what a slice has filled, no other one may begin.
        return OrderMoves.HasEnded((await work).Status);
    }

    private static async Task WaitAsync(TaskOrchestrationContext context, DateTimeOffset until, Task cancel)
    {
        if (until <= context.Now())
        {
            return;
        }

        using CancellationTokenSource stop = new();
        Task timer = context.CreateTimer(until.UtcDateTime, stop.Token);
        if (await Task.WhenAny(cancel, timer) == cancel)
        {
            stop.Cancel();
        }
    }
}
