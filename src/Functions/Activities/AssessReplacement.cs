using Microsoft.Azure.Functions.Worker;
using TradingBase.Desk;
using TradingBase.Functions.Messages;
using TradingBase.Risk;

namespace TradingBase.Functions.Activities;

/// <summary>Judges what takes the place of an order that was taken back, if a person wants it.</summary>
/// <param name="wire">Tells whether it is this desk's order, and what time it is for it.</param>
/// <param name="replacements">Knows what people want.</param>
/// <param name="judge">Reads every rule and signs what passes.</param>
/// <remarks>The first verdict on a new order stands: a second run gives what the first one kept.</remarks>
public sealed class AssessReplacement(OrderWire wire, ReplacementBook replacements, OrderJudge judge)
{
    /// <summary>How orchestrations call this activity.</summary>
    public static readonly Stage<OrderTicket, ReplacementVerdict> Stage = new(
        nameof(AssessReplacement), Retries.Store);

    /// <summary>Judges one replacement.</summary>
    /// <param name="ticket">The old order, which has ended.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>The signed order, or why there is none.</returns>
    [Function(nameof(AssessReplacement))]
    public async Task<ReplacementVerdict> RunAsync(
        [ActivityTrigger] OrderTicket ticket, CancellationToken cancellationToken)
    {
        if (await wire.FindForgeryAsync(ticket.Order, ticket.Replayed, cancellationToken) is { } forgery)
        {
            return new(null, forgery.Reason);
        }

        DateTimeOffset deskTime = wire.ClockOf(ticket.Order, ticket.Replayed).DeskTime;
        Replacement? wanted = await replacements.FindAsync(ticket.Order, deskTime, cancellationToken);
        if (wanted is null)
        {
            return new(null, null);
        }

        // A late fill may have left nothing since the first run: what that one opened stands all the same.
        OrderVerdict? verdict = wanted.Order is { } order
            ? await judge.JudgeReplacementAsync(order.DecisionId, order, deskTime, cancellationToken)
            : await judge.FindReplacementAsync(ReplacementBook.IdOf(ticket.Order), cancellationToken);
        string? refusal = verdict is null ? wanted.Refusal
            : verdict.Approved is null
                ? $"The gate refused it: {verdict.Readings.First(reading => !reading.Passed).Reason}"
            : null;
        await replacements.ConcludeAsync(
            ticket.Id, verdict?.Approved?.Order.ClientOrderId, refusal, deskTime, cancellationToken);
        return new(verdict?.Approved, refusal);
    }
}
