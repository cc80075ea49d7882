using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TradingBase.Desk;

namespace TradingBase.Functions.Triggers;

/// <summary>GET /api/limits: what bounds the desk, and which loosening waits for a person.</summary>
/// <param name="limits">What was accepted.</param>
/// <param name="facts">Which program and configuration run.</param>
/// <param name="time">The wall clock.</param>
public sealed class OnLimitsRead(LimitBook limits, DeskFacts facts, TimeProvider time)
{
    /// <summary>Answers accepted, configured and effective limits, and which version runs.</summary>
    /// <param name="request">Nothing of it is read.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    /// <returns>200 with the limits; what the configuration tightened is taken over first.</returns>
    [Function(nameof(OnLimitsRead))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/limits")] HttpRequest request,
        CancellationToken cancellationToken) =>
        Answers.Json(await limits.StatusAsync(facts.Running, time.GetUtcNow(), cancellationToken));
}
