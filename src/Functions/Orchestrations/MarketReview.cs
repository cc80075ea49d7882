using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using TradingBase.Functions.Activities;
using TradingBase.Functions.Messages;

namespace TradingBase.Functions.Orchestrations;

/// <summary>One market: what is known, what the analysts think, what the debate makes of it.</summary>
public static class MarketReview
{
    /// <summary>Takes a snapshot, consults every analyst on every batch at once, and debates.</summary>
    /// <param name="context">The only source of time, identity and results.</param>
    /// <param name="request">Which market, as known when.</param>
    /// <returns>Where the insights are kept.</returns>
    /// <exception cref="TaskFailedException">
    /// The market's data are unreadable, or the store stayed away.
    /// </exception>
    [Function(nameof(MarketReview))]
    public static async Task<MarketReviewResult> RunAsync(
        [OrchestrationTrigger] TaskOrchestrationContext context, MarketReviewRequest request)
    {
        SnapshotReceipt snapshot = await context.CallAsync(
            TakeSnapshot.Stage, new(request.Market, request.DeskTime, request.Symbols));
        DateTimeOffset deadline = context.Now() + request.InferencePatience;
        ConsultationReceipt[] receipts = await Task.WhenAll(
            Consultations(request, snapshot, deadline).Select(asked => ConsultAsync(context, asked)));
        return await context.CallAsync(DebateInsights.Stage, new(
            request.CycleId, request.Market, snapshot.SnapshotId, snapshot.Instruments, receipts));
    }

    private static IEnumerable<Consultation> Consultations(
        MarketReviewRequest request, SnapshotReceipt snapshot, DateTimeOffset deadline) =>
        from batch in snapshot.Instruments.Chunk(request.BatchSize).Index()
        from analyst in request.Analysts
        select new Consultation(
            $"{request.CycleId}:{request.Market}:{analyst}:{batch.Index}", request.CycleId, request.Market,
            analyst,
            snapshot.SnapshotId, batch.Item, deadline);

    private static async Task<ConsultationReceipt> ConsultAsync(
        TaskOrchestrationContext context, Consultation asked)
    {
        while (true)
        {
            ConsultationReceipt receipt = await context.CallAsync(ConsultAnalyst.Stage, asked)
                .OrElseAsync(failure => new(asked, false, null, failure.ErrorMessage));

            // Waiting for capacity is a durable timer: nothing runs and nothing is billed meanwhile.
            if (receipt.DeferredUntil is not { } until || until >= asked.Deadline)
            {
                return receipt;
            }

            await context.CreateTimer(until.UtcDateTime, CancellationToken.None);
        }
    }
}
