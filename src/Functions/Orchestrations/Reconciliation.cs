using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using TradingBase.Desk;
using TradingBase.Functions.Activities;
using TradingBase.Functions.Messages;

namespace TradingBase.Functions.Orchestrations;

/// <summary>Every venue in use against the books, all at once.</summary>
public static class Reconciliation
{
    /// <summary>Compares, and marks what was found.</summary>
    /// <param name="context">The only source of time, identity and results.</param>
    /// <param name="request">Which venues.</param>
    /// <returns>What was found; a venue whose comparison failed has not passed.</returns>
    /// <exception cref="TaskFailedException">The marks could not be kept.</exception>
    [Function(nameof(Reconciliation))]
    public static async Task<ReconciliationOutcome> RunAsync(
        [OrchestrationTrigger] TaskOrchestrationContext context, ReconciliationRequest request)
    {
        DateTimeOffset at = context.Now();
        ReconciliationReport[] reports = await Task.WhenAll(request.Venues.Select(venue =>
            context.CallAsync(ReconcileVenue.Stage, new(venue, at)).OrElseAsync(
                failure => new(venue, at, Passed: false, failure.ErrorMessage, []) { Compared = false })));
        return await context.CallAsync(ConcludeReconciliation.Stage, new(at, reports));
    }
}
