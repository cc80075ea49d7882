using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TradingBase.Desk;

namespace TradingBase.Functions.Triggers;

/// <summary>GET /api/approvals: orders that wait for a person.</summary>
/// <param name="approvals">Has them.</param>
public sealed class OnApprovalsRead(ApprovalBook approvals)
{
    /// <summary>Lists them.</summary>
    /// <param name="request">Says nothing more.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    /// <returns>200 with the list.</returns>
    [Function(nameof(OnApprovalsRead))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/approvals")] HttpRequest request,
        CancellationToken cancellationToken) =>
        Answers.Json(new { Approvals = await approvals.ListPendingAsync(cancellationToken) });
}
