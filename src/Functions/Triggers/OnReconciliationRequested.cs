using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using TradingBase.Execution;

namespace TradingBase.Functions.Triggers;

/// <summary>POST /api/reconciliations: compares every venue in use with the books, now.</summary>
/// <param name="brokers">Knows which are in use.</param>
public sealed class OnReconciliationRequested(BrokerDesk brokers)
{
    /// <summary>Starts a run.</summary>
    /// <param name="request">Its body is not read.</param>
    /// <param name="client">Starts orchestrations.</param>
    /// <param name="cancellationToken">Abandons the start.</param>
    /// <returns>
    /// 202 with the address of the results; <c>started</c> is false while one is under way.
    /// </returns>
    [Function(nameof(OnReconciliationRequested))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "post", Route = "api/reconciliations")] HttpRequest request,
        [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        bool started = await client.TryStartReconciliationAsync(
            brokers, nameof(OnReconciliationRequested), cancellationToken);
        return Results.Accepted("/api/reconciliations", new { Started = started });
    }
}
