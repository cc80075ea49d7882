using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace TradingBase.LocalHost.Operations;

/// <summary>POST /api/instances/{id}/raise/{event}: an external event; its payload is the body, if there is
/// one.</summary>
internal sealed class OnEventRaised
{
    /// <summary>Raises an event; it is on the disk when the answer comes.</summary>
    /// <param name="request">Its body is the payload: one JSON value.</param>
    /// <param name="id">The instance's id, escaped.</param>
    /// <param name="eventName">The event's name, escaped.</param>
    /// <param name="client">Raises it.</param>
    /// <param name="cancellationToken">Gives up waiting, not the raising.</param>
    /// <returns>200; 400 for a wrong body; 404 for no such instance; 409 for one that has ended.</returns>
    [Function(nameof(OnEventRaised))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "post", Route = "api/instances/{id}/raise/{eventName}")]
        HttpRequest request,
        string id,
        string eventName,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        Steering steering = new(SteeringVerb.Raise, InstanceAddress.IdOf(request, id))
        {
            EventName = InstanceAddress.NameOf(request, eventName),
            Payload = await SteeringBody.ReadValueAsync(request, cancellationToken),
        };
        return await InstanceProblems.AnswerAsync(
            () => LiveSteering.RunAsync(client, steering, cancellationToken));
    }
}
