using Microsoft.Azure.Functions.Worker;
using TradingBase.Desk;
using TradingBase.Functions.Messages;

namespace TradingBase.Functions.Activities;

/// <summary>Ends the wait for a person's answer: silence is a refusal.</summary>
/// <param name="approvals">Keeps questions and answers.</param>
/// <remarks>The first answer stands: a second run gives it.</remarks>
public sealed class RecordApproval(ApprovalBook approvals)
{
    /// <summary>How orchestrations call this activity.</summary>
    public static readonly Stage<OrderTicket, OrderApproval> Stage = new(
        nameof(RecordApproval), Retries.Store);

    /// <summary>Ends the wait for a person's answer: silence is a refusal.</summary>
    /// <param name="ticket">Which order.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>The answer that stands.</returns>
    [Function(nameof(RecordApproval))]
    public Task<OrderApproval> RunAsync(
        [ActivityTrigger] OrderTicket ticket, CancellationToken cancellationToken) =>
        approvals.CloseAsync(ticket.Id, cancellationToken);
}
