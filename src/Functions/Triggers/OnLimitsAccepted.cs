using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TradingBase.Desk;
using TradingBase.Functions.Messages;

namespace TradingBase.Functions.Triggers;

/// <summary>POST /api/limits/acceptance: a person puts the configured limits in force.</summary>
/// <param name="limits">What was accepted.</param>
/// <param name="facts">Which program and configuration run.</param>
/// <param name="time">The wall clock.</param>
public sealed class OnLimitsAccepted(LimitBook limits, DeskFacts facts, TimeProvider time)
{
    /// <summary>Accepts them.</summary>
    /// <param name="request">Its body is <c>{ "by": "...", "why": "..." }</c>.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>200 with the limits in force; 400 where the body is wrong.</returns>
    [Function(nameof(OnLimitsAccepted))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "post", Route = "api/limits/acceptance")] HttpRequest request,
        CancellationToken cancellationToken) =>
        Answers.ToAsync<LimitsAcceptance>(
            request, one => PersonSays.FindMistake(one.By, one.Why),
            async asked => Answers.Json(
                await limits.AcceptAsync(
                    facts.Running, asked.By, asked.Why, time.GetUtcNow(), cancellationToken)),
            cancellationToken);
}
