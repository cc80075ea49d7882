using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using TradingBase.Desk;
using TradingBase.Functions.Messages;

namespace TradingBase.Functions.Triggers;

/// <summary>POST /api/orders/{id}/cancel: a person wants an open order back.</summary>
/// <param name="cancels">Keeps the wish.</param>
public sealed class OnCancelAsked(CancelBook cancels)
{
    /// <summary>Keeps the wish and wakes the order.</summary>
    /// <param name="request">Its body is <c>{ "by": "...", "why": "..." }</c>.</param>
    /// <param name="clientOrderId">Which order.</param>
    /// <param name="client">Wakes the order's lifecycle.</param>
    /// <param name="cancellationToken">Abandons the wait; the wish may have been kept.</param>
    /// <returns>
    /// 202 with the wish that stands; 400 where the body is wrong; 404 where no such order is open.
    /// </returns>
    [Function(nameof(OnCancelAsked))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "post", Route = "api/orders/{clientOrderId}/cancel")]
        HttpRequest request,
        string clientOrderId, [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        Answers.ToAsync<PersonSays>(
            request, one => PersonSays.FindMistake(one.By, one.Why),
            said => AskAsync(said, clientOrderId, client, cancellationToken), cancellationToken);

    private async Task<IResult> AskAsync(
        PersonSays said, string clientOrderId, DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        CancelWish? wish = await cancels.AskAsync(clientOrderId, said.By, said.Why, cancellationToken);
        if (wish is null)
        {
            return Problems.Unknown($"There is no open order '{clientOrderId}'.");
        }

        bool running = await client.WakeAsync(clientOrderId, OrderEvents.Cancel, cancellationToken);
        return Results.Accepted($"/api/orders/{clientOrderId}", new { wish.ClientOrderId, wish.By, running });
    }
}
