using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using TradingBase.Desk;
using TradingBase.Journal;

namespace TradingBase.Functions.Triggers;

/// <summary>GET /api/cycles/{id}: the cycle document with its status.</summary>
/// <param name="records">Has the finished cycles.</param>
/// <param name="journal">Has the head.</param>
public sealed class OnCycleRead(IRecordStore records, IJournal journal)
{
    /// <summary>Answers the document of a finished cycle, or where a running one stands.</summary>
    /// <param name="request">Says nothing beside its route.</param>
    /// <param name="id">The cycle's id.</param>
    /// <param name="client">Knows the running ones.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    /// <returns>
    /// 200 with <c>status</c> completed, failed, running or pending; 404 where there is no such cycle.
    /// </returns>
    [Function(nameof(OnCycleRead))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/cycles/{id}")] HttpRequest request,
        string id, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        CycleDocument? document = await records.FindAsync<CycleDocument>(
            CycleDocument.Kind, id, cancellationToken);
        OrchestrationMetadata? instance = await client.GetInstanceAsync(
            id, getInputsAndOutputs: true, cancellationToken);

        // The document is kept just before the orchestration ends; a purged instance leaves the document
        // alone.
        if (document is not null && (instance is null || instance.IsCompleted))
        {
            return Answers.Json(document with { Journal = await journal.HeadAsync(cancellationToken) });
        }

        return instance is null
            ? Problems.Unknown($"There is no cycle '{id}'.")
            : Answers.Json(new CycleStatus(
                id, instance.RuntimeStatus.ToString()
                    .ToLowerInvariant(), instance.CreatedAt, instance.LastUpdatedAt,
                Innermost(instance.FailureDetails)));
    }

    // What went wrong, without the names of the stages that it passed through on its way up.
    private static string? Innermost(TaskFailureDetails? failure) =>
        failure?.InnerFailure is { } inner ? Innermost(inner) : failure?.ErrorMessage;
}
