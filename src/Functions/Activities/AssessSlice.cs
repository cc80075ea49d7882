using Microsoft.Azure.Functions.Worker;
using TradingBase.Desk;
using TradingBase.Functions.Messages;
using TradingBase.Journal;
using TradingBase.Risk;

namespace TradingBase.Functions.Activities;

/// <summary>Reads every rule on a slice of an open order and signs it when it passes.</summary>
/// <param name="judge">Takes what passes out of its parent.</param>
/// <param name="journal">Where the verdict is written down before anything is sent.</param>
/// <remarks>The first verdict on a slice stands: a second run gives what the first one kept.</remarks>
public sealed class AssessSlice(OrderJudge judge, IJournal journal)
{
    /// <summary>How orchestrations call this activity.</summary>
    public static readonly Stage<SliceRequest, BatchVerdict> Stage = new(nameof(AssessSlice), Retries.Store);

    /// <summary>Judges one slice.</summary>
    /// <param name="input">The slice and its parent's cycle.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>The signed slice, or one refusal.</returns>
    [Function(nameof(AssessSlice))]
    public async Task<BatchVerdict> RunAsync(
        [ActivityTrigger] SliceRequest input, CancellationToken cancellationToken)
    {
        OrderVerdict verdict = await judge.JudgeSliceAsync(
            input.CycleId, input.Slice, input.DeskTime, cancellationToken);
        ApprovedOrder[] approved = verdict.Approved is { } order ? [order] : [];
        await journal.AppendAsync(
            $"order:{input.Slice.ClientOrderId}", "judged", "slice-judged", input.DeskTime,
            new { verdict.Order, Approved = approved.Length > 0, verdict.Readings }, cancellationToken);
        return new(approved, 1 - approved.Length);
    }
}
