using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using TradingBase.Desk;
using TradingBase.Functions.Messages;

namespace TradingBase.Functions.Triggers;

/// <summary>POST /api/orders/{id}/replacement: a person wants an open order changed.</summary>
/// <param name="replacements">Keeps the wish.</param>
public sealed class OnReplacementAsked(ReplacementBook replacements)
{
    /// <summary>Keeps the wish and wakes the order.</summary>
    /// <param name="request">
    /// Its body is <c>{ "quantity": 5, "limitPrice": 99.5, "by": "...", "why": "..." }</c>, one number or
    /// both.
    /// </param>
    /// <param name="clientOrderId">Which order.</param>
    /// <param name="client">Wakes the order's lifecycle.</param>
    /// <param name="cancellationToken">Abandons the wait; the wish may have been kept.</param>
    /// <returns>
    /// 202 with the wish; 400 where the body is wrong; 404 where no such order is open; 409 where somebody
    /// wants something else of it, or it cannot be changed.
    /// </returns>
    [Function(nameof(OnReplacementAsked))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "post", Route = "api/orders/{clientOrderId}/replacement")]
        HttpRequest request,
        string clientOrderId, [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        Answers.ToAsync<ReplacementSaid>(
            request, one => one.FindMistake(),
            said => AskAsync(said, clientOrderId, client, cancellationToken), cancellationToken);

    private async Task<IResult> AskAsync(
        ReplacementSaid said, string clientOrderId, DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        (ReplacementWish? wish, string? refusal) = await replacements.AskAsync(
            clientOrderId, said.Quantity, said.LimitPrice, said.By, said.Why, cancellationToken);
        if (wish is null)
        {
            return refusal is null
                ? Problems.Unknown($"There is no open order '{clientOrderId}'.")
                : Problems.Conflict(refusal);
        }

        bool running = await client.WakeAsync(clientOrderId, OrderEvents.Cancel, cancellationToken);
        return Results.Accepted(
            $"/api/orders/{clientOrderId}",
            new { wish.ClientOrderId, wish.Quantity, wish.LimitPrice, wish.By, running });
    }
}
