using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TradingBase.LocalHost.Engine.Functions;

namespace TradingBase.LocalHost.Pumps;

/// <summary>
/// POST /api/queues/{name}/messages: the embedded queues' way in for other programs of this machine. In Azure
/// the storage queue's own address takes this place, so this function lives in the local host alone.
/// </summary>
/// <param name="queues">The queues.</param>
/// <param name="functions">Knows which queues somebody listens to.</param>
internal sealed class OnMessagePosted(IQueueFactory queues, FunctionIndex functions)
{
    private const int LongestBytes = 48 * 1024;

    /// <summary>Puts the body into a queue as one message; it is kept when the answer comes.</summary>
    /// <param name="request">Its body is the message.</param>
    /// <param name="name">A queue that a function of the suite listens to.</param>
    /// <param name="cancellationToken">Gives up before the sending, never halfway.</param>
    /// <returns>
    /// 202 with the message's id; 404 for a queue that nobody listens to; 413 for a body over 48 KiB.
    /// </returns>
    [Function(nameof(OnMessagePosted))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "post", Route = "api/queues/{name}/messages")]
        HttpRequest request,
        string name, CancellationToken cancellationToken)
    {
        if (!functions.Queues.Any(function => ((QueueTriggerAttribute)function.Trigger).QueueName == name))
        {
            return Results.Problem(
                $"Nobody listens to a queue '{name}'.", statusCode: StatusCodes.Status404NotFound,
                title: "Not found.");
        }

        using StreamReader reader = new(request.Body, Encoding.UTF8);
        string body = await reader.ReadToEndAsync(cancellationToken);
        if (Encoding.UTF8.GetByteCount(body) > LongestBytes)
        {
            return Results.Problem(
                $"A message has at most {LongestBytes} bytes.",
                statusCode: StatusCodes.Status413PayloadTooLarge, title: "The message is too large.");
        }

        string id = await queues.Open(name).SendAsync(
            BinaryData.FromString(body), TimeSpan.Zero, cancellationToken);
        return Results.Accepted(value: new { Queue = name, MessageId = id });
    }
}
