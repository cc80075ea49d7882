using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using TradingBase.Execution;
using TradingBase.Functions.Activities;
using TradingBase.Functions.Messages;
using TradingBase.Risk;

namespace TradingBase.Functions.Orchestrations;

/// <summary>One pass from markets to recorded fills.</summary>
/// <remarks>Static: it can hold neither a service nor a clock. Facts enter as activity results.</remarks>
public static class TradingCycle
{
    /// <summary>Plans, reviews, proposes, judges, places and records.</summary>
    /// <param name="context">The only source of time, identity and results.</param>
    /// <param name="request">Which markets to look at, and as of when.</param>
    /// <returns>What was decided and what was done, in short.</returns>
    /// <exception cref="TaskFailedException">
    /// A stage other than a review or an order failed for good.
    /// </exception>
    [Function(nameof(TradingCycle))]
    public static async Task<CycleReport> RunAsync(
        [OrchestrationTrigger] TaskOrchestrationContext context, CycleRequest request)
    {
        CyclePlan plan = await context.CallAsync(PlanCycle.Stage, new(request, context.Now()));
        if (plan.Finished is not null)
        {
            return plan.Finished;
        }

        // Fan out: markets are reviewed all at once, and one that fails is missing from the record, not fatal
        // to it.
        MarketReviewResult[] reviews = await Task.WhenAll(
            plan.Markets.Select(market => ReviewAsync(context, request, plan, market)));
        ProposalReceipt proposal = await context.CallAsync(
            ProposeOrders.Stage, new(request.CycleId, plan.DeskTime, reviews, request.Intent, plan.Replayed));

        // A denial is a result, not an error: the cycle goes on with what the gate let through.
        BatchVerdict verdict = await context.CallAsync(AssessRisk.Stage, proposal);

        // One lost answer must not lose the record of the other fills.
        OrderReport[] orders = await Task.WhenAll(
            verdict.Approved.Select(order => TradeAsync(context, plan, order)));

        return await context.CallAsync(RecordCycle.Stage, new(request, plan, reviews, orders));
    }

    private static Task<MarketReviewResult> ReviewAsync(
        TaskOrchestrationContext context, CycleRequest request, CyclePlan plan, string market)
    {
        IReadOnlyList<string> symbols = request.Intent is null ? [] : [request.Intent.Symbol];
        return context.CallSubOrchestratorAsync<MarketReviewResult>(
            nameof(MarketReview),
            new MarketReviewRequest(
                request.CycleId, market, plan.DeskTime, symbols, plan.Analysts, plan.BatchSize,
                plan.InferencePatience),
            new SubOrchestrationOptions(instanceId: $"{request.CycleId}:{market}"))
            .OrElseAsync(failure => new(market, null, null, failure.ErrorMessage));
    }

    private static Task<OrderReport> TradeAsync(
        TaskOrchestrationContext context, CyclePlan plan, ApprovedOrder order) =>
        context.CallSubOrchestratorAsync<OrderReport>(
            nameof(OrderLifecycle),
            new OrderTicket(order, plan.Replayed),
            new SubOrchestrationOptions(instanceId: $"order:{order.Order.ClientOrderId}"))
            .OrElseAsync(failure => new(
                order.Order.ClientOrderId, OrderStatus.Unknown, [], failure.ErrorMessage, plan.DeskTime));
}
