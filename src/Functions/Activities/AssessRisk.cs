using Microsoft.Azure.Functions.Worker;
using TradingBase.Desk;
using TradingBase.Functions.Messages;
using TradingBase.Journal;
using TradingBase.Risk;

namespace TradingBase.Functions.Activities;

/// <summary>Reads every rule on every order and signs what passes.</summary>
/// <param name="judge">Knows what is held and open, and opens what passes.</param>
/// <param name="suspensions">Takes courses that order too often.</param>
/// <param name="journal">Where the verdict is written down before anything is sent.</param>
/// <remarks>The first verdict on a cycle stands: a second run gives what the first one kept.</remarks>
public sealed class AssessRisk(OrderJudge judge, SuspensionBook suspensions, IJournal journal)
{
    /// <summary>How orchestrations call this activity.</summary>
    public static readonly Stage<ProposalReceipt, BatchVerdict> Stage = new(
        nameof(AssessRisk), Retries.Store);

    /// <summary>Judges one cycle's orders.</summary>
    /// <param name="input">Where the proposal is kept.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>The signed orders, and how many were refused.</returns>
    [Function(nameof(AssessRisk))]
    public async Task<BatchVerdict> RunAsync(
        [ActivityTrigger] ProposalReceipt input, CancellationToken cancellationToken)
    {
        CycleVerdict kept = await judge.JudgeAsync(input.CycleId, input.DeskTime, cancellationToken);
        await journal.AppendAsync(
            $"cycle:{input.CycleId}", "judged", "orders-judged", input.DeskTime,
            new { kept.State, Orders = kept.Verdict.Orders.Select(Line) }, cancellationToken);
        await suspensions.SuspendRepeatedAsync(kept.Verdict, input.DeskTime, cancellationToken);
        ApprovedOrder[] approved =
            [.. kept.Verdict.Orders.Select(verdict => verdict.Approved).OfType<ApprovedOrder>()];
        return new(approved, kept.Verdict.Orders.Count - approved.Length);
    }

    // The signature stays out of the journal: with another key the same decision must hash alike.
    private static object Line(OrderVerdict verdict) =>
        new { verdict.Order, Approved = verdict.Approved is not null, verdict.Readings };
}
