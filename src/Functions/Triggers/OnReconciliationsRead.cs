using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using TradingBase.Desk;
using TradingBase.Execution;
using TradingBase.Functions.Messages;
using TradingBase.Journal;

namespace TradingBase.Functions.Triggers;

/// <summary>
/// GET /api/reconciliations: how the last comparison with each venue in use ended, and what it found.
/// </summary>
/// <param name="brokers">Knows which are in use.</param>
/// <param name="marks">When each was compared.</param>
/// <param name="records">What was found.</param>
public sealed class OnReconciliationsRead(
    BrokerDesk brokers, ReconciliationMarks marks, IRecordStore records)
{
    /// <summary>Lists the venues.</summary>
    /// <param name="request">Says nothing beside its route.</param>
    /// <param name="client">Knows whether a run is under way.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    /// <returns>200 with the list.</returns>
    [Function(nameof(OnReconciliationsRead))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/reconciliations")] HttpRequest request,
        [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        // Before the results, so that they are of the run that is told to be over.
        OrchestrationMetadata? run = await client.GetInstanceAsync(
            ReconciliationRequest.InstanceId, cancellationToken);
        IReadOnlyList<ReconciliationMark> kept = await marks.ReadAsync(cancellationToken);
        List<object> venues = [];
        foreach (IBroker broker in brokers.InUse)
        {
            ReconciliationState? state = await records.FindAsync<ReconciliationState>(
                ReconciliationState.RecordKind, broker.Name, cancellationToken);
            venues.Add(new
            {
                Venue = broker.Name,
                Mark = kept.FirstOrDefault(mark => mark.Venue == broker.Name),
                state?.Last,
                state?.Suspicions,
                state?.Externals,
            });
        }

        return Answers.Json(new { Running = run is { IsCompleted: false }, Venues = venues });
    }
}
