using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TradingBase.Desk;
using TradingBase.Journal;

namespace TradingBase.Functions.Triggers;

/// <summary>GET /api/kill/{id} answers what a kill has done.</summary>
/// <param name="records">Has the report.</param>
public sealed class OnKillRead(IRecordStore records)
{
    /// <summary>Answers the report.</summary>
    /// <param name="request">Has no query.</param>
    /// <param name="killId">Which kill.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    /// <returns>200 with the report; 404 before its first step is over.</returns>
    [Function(nameof(OnKillRead))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/kill/{killId}")] HttpRequest request,
        string killId, CancellationToken cancellationToken)
    {
        KillReport? report = await records.FindAsync<KillReport>(KillReport.Kind, killId, cancellationToken);
        return report is null
            ? Problems.Unknown($"There is no report of a kill '{killId}' yet.")
            : Answers.Json(report);
    }
}
