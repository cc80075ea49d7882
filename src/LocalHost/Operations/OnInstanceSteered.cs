using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace TradingBase.LocalHost.Operations;

/// <summary>POST /api/instances/{id}/{verb}: terminate, suspend, resume, restart or rewind.</summary>
internal sealed class OnInstanceSteered
{
    /// <summary>Steers an instance; what was asked is on the disk when the answer comes.</summary>
    /// <param name="request">Its body may say more: see <see cref="SteeringBody"/>.</param>
    /// <param name="id">The instance's id, escaped.</param>
    /// <param name="verb">What to do.</param>
    /// <param name="client">Does it.</param>
    /// <param name="cancellationToken">Gives up waiting, not the doing.</param>
    /// <returns>200; 400 for a wrong body; 404 for no such instance; 409 if its state forbids it.</returns>
    [Function(nameof(OnInstanceSteered))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "post", Route = "api/instances/{id}/{verb}")]
        HttpRequest request,
        string id,
        string verb,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        if (!Enum.TryParse(verb, ignoreCase: true, out SteeringVerb asked)
            || asked is SteeringVerb.Raise or SteeringVerb.Purge || !char.IsAsciiLetter(verb[0]))
        {
            return Results.NotFound();
        }

        SteeringBody body = await SteeringBody.ReadAsync(request, cancellationToken);
        Steering steering = new(asked, InstanceAddress.IdOf(request, id))
        {
            Payload = body.Output,
            Reason = body.Reason,
            Recursive = body.Recursive,
            NewId = body.NewId,
        };
        return await InstanceProblems.AnswerAsync(
            () => LiveSteering.RunAsync(client, steering, cancellationToken));
    }
}
