using Microsoft.Azure.Functions.Worker;
using TradingBase.Desk;
using TradingBase.Functions.Messages;

namespace TradingBase.Functions.Activities;

/// <summary>Asks a person about an order that may not go without one.</summary>
/// <param name="approvals">Keeps questions and answers.</param>
/// <remarks>The first question of an order stands: a second run asks nobody again.</remarks>
public sealed class AskApproval(ApprovalBook approvals)
{
    /// <summary>How orchestrations call this activity.</summary>
    public static readonly Stage<OrderTicket, OrderApproval> Stage = new(
        nameof(AskApproval), Retries.Store);

    /// <summary>Asks a person about an order that may not go without one.</summary>
    /// <param name="ticket">Which order.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>The question, with its answer if there is one already.</returns>
    [Function(nameof(AskApproval))]
    public Task<OrderApproval> RunAsync(
        [ActivityTrigger] OrderTicket ticket, CancellationToken cancellationToken) =>
        approvals.AskAsync(ticket.Order, cancellationToken);
}
