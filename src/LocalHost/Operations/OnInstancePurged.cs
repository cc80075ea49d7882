using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace TradingBase.LocalHost.Operations;

/// <summary>DELETE /api/instances/{id}: removes an ended instance and its history
/// (<c>?recursive=true</c>: its ended children too).</summary>
internal sealed class OnInstancePurged
{
    /// <summary>Removes an instance.</summary>
    /// <param name="request">Its query says how far it reaches.</param>
    /// <param name="id">The instance's id, escaped.</param>
    /// <param name="client">Removes it.</param>
    /// <param name="cancellationToken">Gives up waiting, not the removing.</param>
    /// <returns>200 with how many are gone; 404 for no such instance; 409 if it has not ended.</returns>
    [Function(nameof(OnInstancePurged))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "delete", Route = "api/instances/{id}")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        Steering steering = new(SteeringVerb.Purge, InstanceAddress.IdOf(request, id))
        {
            Recursive = new InstanceQuery(request.Query).Flag("recursive"),
        };
        return InstanceProblems.AnswerAsync(
            () => LiveSteering.RunAsync(client, steering, cancellationToken));
    }
}
