using Microsoft.Azure.Functions.Worker;
using TradingBase.Desk;
using TradingBase.Functions.Messages;

namespace TradingBase.Functions.Activities;

/// <summary>Marks when the venues were compared, and lets a started desk trade when all agree.</summary>
/// <param name="conclusion">Does it.</param>
/// <remarks>A second run keeps the same marks and finds the hold lifted.</remarks>
public sealed class ConcludeReconciliation(ReconciliationConclusion conclusion)
{
    /// <summary>How orchestrations call this activity.</summary>
    public static readonly Stage<ReconciliationOutcome, ReconciliationOutcome> Stage = new(
        nameof(ConcludeReconciliation), Retries.Store);

    /// <summary>Keeps the marks.</summary>
    /// <param name="input">What the run found.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>The same.</returns>
    [Function(nameof(ConcludeReconciliation))]
    public async Task<ReconciliationOutcome> RunAsync(
        [ActivityTrigger] ReconciliationOutcome input, CancellationToken cancellationToken)
    {
        await conclusion.ConcludeAsync(input.Reports, input.AtUtc, cancellationToken);
        return input;
    }
}
