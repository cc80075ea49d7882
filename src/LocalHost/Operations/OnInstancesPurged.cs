using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Operations;

/// <summary>
/// DELETE /api/instances: removes the ended instances that a filter means
/// (<c>?completedTo=T&amp;status=completed&amp;name=N&amp;prefix=P</c>), some thousands for each request.
/// </summary>
/// <param name="store">Has them.</param>
internal sealed class OnInstancesPurged(StoreFile store)
{
    private const int BatchesAtOnce = 25;

    /// <summary>Removes instances; those that have not ended are never meant.</summary>
    /// <param name="request">Its query says which; without any filter nothing is removed.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    /// <returns>
    /// 200 with how many are gone and whether that was all (if not, ask again); 400 for a wrong query or
    /// none.
    /// </returns>
    [Function(nameof(OnInstancesPurged))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "delete", Route = "api/instances")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        InstanceQuery query = new(request.Query);
        query.AllowOnly();
        if (!query.Filtered)
        {
            return InstanceProblems.Wrong(
                "A filter is needed, such as completedTo or status, so that nothing is purged by mistake.");
        }

        return Results.Json(
            await BulkPurge.RunAsync(store, query.Filter(), BatchesAtOnce, cancellationToken),
            Canonical.Options);
    }
}
