using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TradingBase.Desk;
using TradingBase.Functions.Messages;
using TradingBase.Journal;

namespace TradingBase.Functions.Triggers;

/// <summary>GET /api/cycles: finished cycles in short, by pages (<c>?before=ID&amp;take=50</c>).</summary>
/// <param name="records">Has the finished cycles.</param>
public sealed class OnCyclesRead(IRecordStore records)
{
    /// <summary>Lists cycles, last id first.</summary>
    /// <param name="request">Its query says which page.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    /// <returns>200 with the list.</returns>
    [Function(nameof(OnCyclesRead))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/cycles")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        string? before = request.Query["before"];
        IReadOnlyList<CycleDocument> documents = await records.ListAsync<CycleDocument>(
            CycleDocument.Kind, before, Answers.Take(request), cancellationToken);
        return Answers.Json(new { Cycles = documents.Select(CycleReports.From) });
    }
}
