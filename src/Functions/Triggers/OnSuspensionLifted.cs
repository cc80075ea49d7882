using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TradingBase.Desk;
using TradingBase.Functions.Messages;
using TradingBase.Risk;

namespace TradingBase.Functions.Triggers;

/// <summary>POST /api/suspensions/lift: a person lets a course order again that ordered too often.</summary>
/// <param name="suspensions">What is suspended.</param>
/// <param name="time">The wall clock.</param>
public sealed class OnSuspensionLifted(SuspensionBook suspensions, TimeProvider time)
{
    /// <summary>Lifts it.</summary>
    /// <param name="request">
    /// Its body is <c>{ "strategy", "instrument", "side", "by", "why" }</c>; all are needed.
    /// </param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>200 with what was lifted; 400 where the body is wrong; 404 where it is not.</returns>
    [Function(nameof(OnSuspensionLifted))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "post", Route = "api/suspensions/lift")] HttpRequest request,
        CancellationToken cancellationToken) =>
        Answers.ToAsync<SuspensionLift>(
            request, one => PersonSays.FindMistake(one.By, one.Why),
            asked => LiftAsync(asked, cancellationToken), cancellationToken);

    private async Task<IResult> LiftAsync(
        SuspensionLift asked, CancellationToken cancellationToken)
    {
        OrderCourse course = new(asked.Strategy, asked.Instrument, asked.Side);
        Suspension? lifted = await suspensions.LiftAsync(
            course, asked.By, asked.Why, time.GetUtcNow(), cancellationToken);
        return lifted is null
            ? Problems.Unknown($"{course} is not suspended.")
            : Answers.Json(new { Lifted = lifted, asked.By, asked.Why });
    }
}
