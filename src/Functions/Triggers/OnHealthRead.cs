using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TradingBase.Risk;

namespace TradingBase.Functions.Triggers;

/// <summary>GET /api/health: whether the state can be read, and what the desk may do.</summary>
/// <param name="desk">The desk's state.</param>
/// <param name="time">The wall clock.</param>
public sealed class OnHealthRead(IDeskStateStore desk, TimeProvider time)
{
    /// <summary>Reads the desk's state.</summary>
    /// <param name="request">Says nothing beside its route.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    /// <returns>200 when the state can be read; 503 when the store is away.</returns>
    [Function(nameof(OnHealthRead))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/health")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        try
        {
            DeskState? state = await desk.FindAsync(cancellationToken);
            return Answers.Json(new
            {
                Status = "ok",
                Desk = state?.State ?? TradingState.Reducing,
                Reason = state is null
                    ? "The desk was not opened yet: no cycle has run."
                    : string.Join(' ', state.Holds.Select(hold => hold.Reason)),
                AtUtc = time.GetUtcNow(),
            });
        }
        catch (StateUnavailableException away)
        {
            return Results.Problem(
                away.Message, statusCode: StatusCodes.Status503ServiceUnavailable,
                title: "The state is away.");
        }
    }
}
