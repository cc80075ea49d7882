using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TradingBase.Desk;
using TradingBase.Journal;

namespace TradingBase.Functions.Triggers;

/// <summary>GET /api/alerts: alerts, newest first, by pages (<c>?before=ID&amp;take=50</c>).</summary>
/// <param name="records">Has the alerts.</param>
public sealed class OnAlertsRead(IRecordStore records)
{
    /// <summary>Lists alerts.</summary>
    /// <param name="request">Its query says which page.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    /// <returns>200 with the list; <c>next</c> is the next page's <c>before</c>, null on the last.</returns>
    [Function(nameof(OnAlertsRead))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/alerts")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        string? before = request.Query["before"];
        int take = Answers.Take(request);
        IReadOnlyList<Alert> alerts = await records.ListAsync<Alert>(
            Alert.RecordKind, before, take, cancellationToken);
        return Answers.Json(new
        {
            Alerts = alerts,
            Next = alerts.Count < take ? null : AlertBook.RecordIdOf(alerts[^1]),
        });
    }
}
