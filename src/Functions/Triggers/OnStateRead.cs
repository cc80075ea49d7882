using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TradingBase.Desk;

namespace TradingBase.Functions.Triggers;

/// <summary>GET /api/state: what the desk may do and why, with every sign of life.</summary>
/// <param name="status">Puts it together.</param>
public sealed class OnStateRead(DeskStatusReader status)
{
    /// <summary>Answers the state.</summary>
    /// <param name="request">Says nothing beside its route.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    /// <returns>200 with state, holds, peak, day, reconciliations, rejections and heartbeat.</returns>
    [Function(nameof(OnStateRead))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/state")] HttpRequest request,
        CancellationToken cancellationToken) => Answers.Json(await status.ReadAsync(cancellationToken));
}
