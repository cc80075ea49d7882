using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using TradingBase.Desk;
using TradingBase.Functions.Messages;

namespace TradingBase.Functions.Triggers;

/// <summary>POST /api/orders/{id}/approval: a person lets an order go, or refuses it.</summary>
/// <param name="approvals">Keeps the answer.</param>
public sealed class OnApprovalGiven(ApprovalBook approvals)
{
    /// <summary>Keeps the answer and wakes the order.</summary>
    /// <param name="request">Its body is <c>{ "approved": true, "by": "...", "why": "..." }</c>.</param>
    /// <param name="clientOrderId">Which order.</param>
    /// <param name="client">Wakes the order's lifecycle.</param>
    /// <param name="cancellationToken">Abandons the wait; the answer may have been kept.</param>
    /// <returns>
    /// 202 with the answer; 400 where the body is wrong; 404 where nobody was asked about such an order; 409
    /// where it was answered before, or too late.
    /// </returns>
    [Function(nameof(OnApprovalGiven))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "post", Route = "api/orders/{clientOrderId}/approval")]
        HttpRequest request,
        string clientOrderId, [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        Answers.ToAsync<ApprovalSaid>(
            request, one => PersonSays.FindMistake(one.By, one.Why),
            said => AnswerAsync(said, clientOrderId, client, cancellationToken), cancellationToken);

    private async Task<IResult> AnswerAsync(
        ApprovalSaid said, string clientOrderId, DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        OrderApproval? before = await approvals.FindAsync(clientOrderId, cancellationToken);
        if (before is null)
        {
            return Problems.Unknown($"Nobody was asked about an order '{clientOrderId}'.");
        }

        OrderApproval answered = before.Approved is not null
            ? before
            : (await approvals.AnswerAsync(
                clientOrderId, said.Approved, said.By, said.Why, cancellationToken))!;
        bool stands = before.Approved is null && answered.By == said.By
            && answered.Approved == said.Approved;

        // Woken in either case: an earlier answer whose wake-up was lost gets another one.
        await client.WakeAsync(clientOrderId, OrderEvents.Approval, cancellationToken);
        return stands
            ? Results.Accepted(
                $"/api/orders/{clientOrderId}", new { clientOrderId, answered.Approved, answered.By })
            : Problems.Conflict(
                $"{answered.By} {(answered.Approved is true ? "approved" : "refused")} the order before: "
                    + $"{answered.Why}");
    }
}
