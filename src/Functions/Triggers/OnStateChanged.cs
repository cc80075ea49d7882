using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TradingBase.Desk;
using TradingBase.Functions.Messages;
using TradingBase.Risk;

namespace TradingBase.Functions.Triggers;

/// <summary>PUT /api/state: a named person holds the desk or lets it go.</summary>
/// <param name="levers">Sets and lifts holds.</param>
/// <param name="time">The wall clock.</param>
public sealed class OnStateChanged(DeskSwitch levers, TimeProvider time)
{
    /// <summary>Changes the state; journalled before the desk may do more.</summary>
    /// <param name="request">Its body is
    /// <c>{ "state": "active", "cause": null, "by": "...", "why": "..." }</c>.</param>
    /// <param name="cancellationToken">Abandons the wait; the change may still be made.</param>
    /// <returns>
    /// 200 with the state, its holds and the losses that still stand; 400 where the body is wrong; 409 where
    /// a person's stricter hold stands, or the desk was never opened.
    /// </returns>
    [Function(nameof(OnStateChanged))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "put", Route = "api/state")] HttpRequest request,
        CancellationToken cancellationToken) =>
        Answers.ToAsync<StateAsked>(
            request, FindMistake,
            asked => ChangeAsync(asked, cancellationToken), cancellationToken);

    private async Task<IResult> ChangeAsync(
        StateAsked asked, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        DeskState? state = asked.State is TradingState.Active
            ? await levers.LiftAsync(asked.Cause, asked.By, asked.Why, now, cancellationToken)
            : await levers.HoldAsync(asked.State, asked.By, asked.Why, now, cancellationToken);
        if (state is null)
        {
            return Problems.Conflict("The desk was not opened yet: there is nothing to lift.");
        }

        return asked.State is TradingState.Reducing
            && state.Of(StateCauses.Person) is { State: TradingState.Halted } stricter
            ? Problems.Conflict(
                $"{stricter.By} halted the desk: {stricter.Reason} "
                    + "Lift that hold first, with the state active.")
            : Answers.Json(new
            {
                state.State, state.Holds,
                StillTrue = await levers.StillTrueAsync(state, cancellationToken),
            });
    }

    private static string? FindMistake(StateAsked asked) => asked switch
    {
        { Cause: not null, State: not TradingState.Active } =>
            "At $.cause: a cause is named to lift its hold; a person's hold has the cause person.",
        _ => PersonSays.FindMistake(asked.By, asked.Why),
    };
}
