using Microsoft.Azure.Functions.Worker;
using TradingBase.Desk;

namespace TradingBase.Functions.Activities;

/// <summary>Keeps how far a kill is.</summary>
/// <param name="halt">Keeps and tells.</param>
/// <remarks>A second run writes the same.</remarks>
public sealed class RecordKill(KillHalt halt)
{
    /// <summary>How orchestrations call this activity.</summary>
    public static readonly Stage<KillReport, KillReport> Stage = new(nameof(RecordKill), Retries.Store);

    /// <summary>Keeps one report.</summary>
    /// <param name="report">What was done so far.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>The report.</returns>
    [Function(nameof(RecordKill))]
    public async Task<KillReport> RunAsync(
        [ActivityTrigger] KillReport report, CancellationToken cancellationToken)
    {
        await halt.RecordAsync(report, cancellationToken);
        return report;
    }
}
