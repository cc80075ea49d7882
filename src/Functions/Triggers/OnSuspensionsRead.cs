using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TradingBase.Desk;

namespace TradingBase.Functions.Triggers;

/// <summary>GET /api/suspensions: courses that ordered too often and wait for a person.</summary>
/// <param name="suspensions">What is suspended.</param>
public sealed class OnSuspensionsRead(SuspensionBook suspensions)
{
    /// <summary>Answers the list.</summary>
    /// <param name="request">Nothing of it is read.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    /// <returns>200 with the suspensions.</returns>
    [Function(nameof(OnSuspensionsRead))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/suspensions")] HttpRequest request,
        CancellationToken cancellationToken) =>
        Answers.Json(new { Suspensions = await suspensions.ReadAsync(cancellationToken) });
}
