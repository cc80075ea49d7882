using System.Globalization;
using TradingBase.Journal;
using TradingBase.Risk;

namespace TradingBase.Desk;

/// <summary>Asks people about orders that may not go without one, and keeps what they say.</summary>
/// <param name="records">What was asked and answered.</param>
/// <param name="journal">The order's stream.</param>
/// <param name="alerts">Tells people that they are asked.</param>
/// <param name="options">How long an answer is waited for.</param>
/// <param name="time">The wall clock: people live by no other.</param>
/// <remarks>
/// Every method may run twice; the first question and the first answer stand. What waits is kept apart too,
/// by the same id, until it is answered: the list of it does not grow with what was answered.
/// </remarks>
public sealed class ApprovalBook(
    IRecordStore records, IJournal journal, AlertBook alerts, DeskOptions options, TimeProvider time)
{
    /// <summary>Rule of refusals for want of a person's approval.</summary>
    public const string Rule = "Approval";

    private const int PageSize = 500;
    private const string Nobody = "nobody";

    /// <summary>Asks about an order.</summary>
    /// <returns>The question that stands, with its answer if there is one.</returns>
    public async Task<OrderApproval> AskAsync(ApprovedOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        DateTimeOffset now = time.GetUtcNow();
        string id = order.Order.ClientOrderId;
        string what = string.Create(
            CultureInfo.InvariantCulture,
            $"{order.Order.Side} {order.Order.Quantity:0.########} of {order.Order.Instrument.Id}");
        OrderApproval asked = await records.KeepFirstAsync<OrderApproval>(
            OrderApproval.Kind, id,
            new(id, what, order.Notional, HashOf(order), now, now + options.ApprovalPatience),
            cancellationToken);
        if (asked.Approved is null)
        {
            await records.KeepAsync(OrderApproval.PendingKind, id, asked, cancellationToken);
        }

        await journal.AppendAsync(
            $"order:{id}", "approval-asked", "approval-asked", asked.AskedAt,
            new { asked.Order, asked.Worth, asked.Until }, cancellationToken);
        await alerts.RaiseAsync(
            new($"approval:{id}", "approval", AlertSeverity.Warning,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Order {id} waits for a person until {UtcJsonConverter.Write(asked.Until)}: "
                        + $"{asked.Order}, worth {asked.Worth:0.00}."),
                asked.AskedAt),
            cancellationToken);
        return asked;
    }

    /// <summary>Finds what was asked about an order.</summary>
    /// <returns>The question, or null when nobody was asked.</returns>
    public Task<OrderApproval?> FindAsync(string clientOrderId, CancellationToken cancellationToken) =>
        records.FindAsync<OrderApproval>(OrderApproval.Kind, clientOrderId, cancellationToken);

    /// <summary>Lists questions without an answer, the oldest first.</summary>
    public async Task<IReadOnlyList<OrderApproval>> ListPendingAsync(CancellationToken cancellationToken)
    {
        List<OrderApproval> pending = [];
        IReadOnlyList<OrderApproval> page;
        string? before = null;
        do
        {
            page = await records.ListAsync<OrderApproval>(
                OrderApproval.PendingKind, before, PageSize, cancellationToken);
            foreach (OrderApproval one in page)
            {
                // An answer whose process was stopped before it left the list is an answer.
                if (await FindAsync(one.ClientOrderId, cancellationToken) is { Approved: null } waiting)
                {
                    pending.Add(waiting);
                }
            }

            before = page.Count > 0 ? page[^1].ClientOrderId : null;
        }
        while (page.Count == PageSize);

        return
        [
            .. pending.OrderBy(one => one.AskedAt).ThenBy(one => one.ClientOrderId, StringComparer.Ordinal),
        ];
    }

    /// <summary>Answers a question; an earlier answer stands, a late one is a refusal.</summary>
    /// <returns>The answer that stands, or null when nobody was asked.</returns>
    public async Task<OrderApproval?> AnswerAsync(
        string clientOrderId, bool approved, string by, string why, CancellationToken cancellationToken)
    {
        Check.NotBlank(by);
        Check.NotBlank(why);
        if (await FindAsync(clientOrderId, cancellationToken) is null)
        {
            return null;
        }

        DateTimeOffset now = time.GetUtcNow();
        OrderApproval answered = await records.ChangeAsync<OrderApproval>(
            OrderApproval.Kind, clientOrderId,
            present => present!.Approved is not null ? present
                : present.Until <= now ? Silent(present)
                : present with { Approved = approved, By = by, Why = why, AnsweredAt = now },
            cancellationToken);
        await WriteAsync(answered, cancellationToken);
        return answered;
    }

    /// <summary>Ends the wait for an answer: silence is a refusal, however long it lasted.</summary>
    /// <returns>The answer that stands.</returns>
    public async Task<OrderApproval> CloseAsync(string clientOrderId, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        OrderApproval closed = await records.ChangeAsync<OrderApproval>(
            OrderApproval.Kind, clientOrderId,
            present => present is null
                ? throw new InvalidOperationException($"Nobody was asked about order {clientOrderId}.")
                : present.Approved is not null ? present
                : present.Until > now ? Silent(present) with
                {
                    Why = "The order was taken back before an answer came.", AnsweredAt = now,
                }
                : Silent(present),
            cancellationToken);
        await WriteAsync(closed, cancellationToken);
        return closed;
    }

    /// <summary>Says why an order may not go for want of a person, or null when it may.</summary>
    public async Task<Denial?> FindDenialAsync(ApprovedOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (!order.NeedsPerson)
        {
            return null;
        }

        OrderApproval? asked = await FindAsync(order.Order.ClientOrderId, cancellationToken);
        return asked switch
        {
            null or { Approved: null } => new(Rule, "The order waits for a person's approval."),
            _ when asked.SignatureHash != HashOf(order) =>
                new(Rule, "The person's answer was for another approval of the gate."),
            { Approved: false } => new(Rule, $"{asked.By} refused the order: {asked.Why}"),
            _ => null,
        };
    }

    private static string HashOf(ApprovedOrder order) => Canonical.Sha256(order.Signature);

    private static OrderApproval Silent(OrderApproval asked) => asked with
    {
        Approved = false,
        By = Nobody,
        Why = $"No answer came until {UtcJsonConverter.Write(asked.Until)}.",
        AnsweredAt = asked.Until,
    };

    private async Task WriteAsync(OrderApproval answered, CancellationToken cancellationToken)
    {
        await journal.AppendAsync(
            $"order:{answered.ClientOrderId}", "approval-answered", "approval-answered",
            answered.AnsweredAt!.Value, new { answered.Approved, answered.By, answered.Why },
            cancellationToken);
        await records.RemoveAsync(OrderApproval.PendingKind, answered.ClientOrderId, cancellationToken);
    }
}
