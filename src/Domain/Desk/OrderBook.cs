using TradingBase.Execution;
using TradingBase.Journal;
using TradingBase.Risk;
using TradingBase.Strategy;

namespace TradingBase.Desk;

/// <summary>Writes orders down: intent before effect, every fill once, and where each one ended.</summary>
/// <param name="ledger">Books fills.</param>
/// <param name="journal">One stream per order.</param>
/// <param name="records">Has the state of every order that was sent.</param>
/// <param name="register">
/// What the gate's worst case counts: orders from their approval to their end.
/// </param>
/// <remarks>
/// Every method may run twice, and late: the record of an order moves by its state machine under
/// compare-and-swap, and ledger and journal follow what the record says.
/// </remarks>
public sealed class OrderBook(
    ILedger ledger, IJournal journal, IRecordStore records, ExposureRegister register) : IOrderIntents
{
    /// <summary>Finds the record of an order.</summary>
    /// <returns>The record, or null for an order that has neither intent nor end.</returns>
    public Task<OrderRecord?> FindAsync(ProposedOrder order, CancellationToken cancellationToken) =>
        records.FindAsync<OrderRecord>(OrderRecord.Kind, OrderRecord.IdOf(order), cancellationToken);

    /// <inheritdoc/>
    public async Task<OrderIntentMark?> FindAsync(ApprovedOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (await FindAsync(order.Order, cancellationToken) is not { } standing)
        {
            return null;
        }

        if (standing.IntendedAt is not null && standing.End is null)
        {
            // Whoever wrote the intent may have been stopped before the rest was written.
            await FollowIntentAsync(standing, cancellationToken);
        }

        return new(
            standing.IntendedAt, standing.Report,
            Canonical.Json(standing.Order) == Canonical.Json(order.Order));
    }

    /// <inheritdoc/>
    public async Task<IntentOutcome> TryIntendAsync(
        ApprovedOrder order, DateTimeOffset deskTime, CancellationToken cancellationToken,
        bool replayed = false)
    {
        ArgumentNullException.ThrowIfNull(order);
        ProposedOrder wanted = order.Order;
        if (!await register.MarkSentAsync(order, deskTime, cancellationToken, replayed))
        {
            return IntentOutcome.NotOpen;
        }

        OrderRecord intent = new(OrderRecord.IdOf(wanted), wanted.DecisionId, wanted, new(
            wanted.ClientOrderId, OrderStatus.Submitted, [], null, deskTime))
        {
            IntendedAt = deskTime,
        };
        if (!await records.TryAddAsync(OrderRecord.Kind, intent.Id, intent, cancellationToken))
        {
            return IntentOutcome.Earlier;
        }

        await FollowIntentAsync(intent, cancellationToken);
        return IntentOutcome.Written;
    }

    /// <inheritdoc/>
    public async Task<bool> TryCloseAsync(
        ApprovedOrder order, OrderReport end, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(end);
        OrderRecord closed = Closed(order.Order, end);
        return await records.TryAddAsync(OrderRecord.Kind, closed.Id, closed, cancellationToken);
    }

    /// <summary>Writes down that the wire refused an order, and ends it where it was not sent.</summary>
    /// <param name="order">Genuine: what the gate did not sign has no place in the books.</param>
    /// <param name="refusal">Denied, with the reason.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>
    /// Where the order stands: denied, unless somebody sent it before.
    /// </returns>
    public async Task<OrderReport> RefuseAsync(
        ApprovedOrder order, OrderReport refusal, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(refusal);
        ProposedOrder wanted = order.Order;
        OrderRecord closed = Closed(wanted, refusal);
        OrderRecord standing = await records.KeepFirstAsync(
            OrderRecord.Kind, closed.Id, closed, cancellationToken);
        if (standing.Report.Status is OrderStatus.Denied)
        {
            await journal.AppendAsync(
                Stream(wanted), "refused", "order-refused", standing.Report.DeskTime,
                new { standing.CycleId, Order = wanted, standing.Report.Reason }, cancellationToken);
            await FollowEndAsync(standing, cancellationToken);

            // Whoever was about to send it finds this end instead of a place for its intent.
            await register.ReleaseAsync(
                order, cancellationToken, neverSent: standing.IntendedAt is null);
        }

        return standing.Report;
    }

    /// <summary>Books what a broker reports of an order.</summary>
    /// <param name="order">Which order.</param>
    /// <param name="report">Everything known of it; may be old, repeated or wrong.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>The order after it.</returns>
    public async Task<OrderRecord> SettleAsync(
        ApprovedOrder order, OrderReport report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(report);
        ProposedOrder wanted = order.Order;
        string id = OrderRecord.IdOf(wanted);
        OrderRecord record = await records.ChangeAsync<OrderRecord>(
            OrderRecord.Kind, id,
            present => (present ?? Unsent(wanted, report.DeskTime)).Apply(report), cancellationToken);
        if (record.Booked < record.Report.Fills.Count)
        {
            record = await BookAsync(record, cancellationToken);
        }

        if (record.End is not null)
        {
            await FollowEndAsync(record, cancellationToken);
        }

        // Only now: whoever judges reads the register before the ledger, and must find each fill in one of
        // them. The fills of slices are theirs; a parent may report them too.
        decimal filled = record.Report.Fills
            .Where(fill => fill.ClientOrderId == wanted.ClientOrderId)
            .Sum(fill => fill.Added);
        await (OrderMoves.HasEnded(record.Report.Status)
            ? register.EndAsync(order, filled, cancellationToken)
            : register.FillAsync(
                order, record.Report.Status, filled, record.Report.DeskTime, cancellationToken));
        return record;
    }

    /// <summary>Ends an order that was worked in slices; their fills are booked, by them.</summary>
    /// <param name="order">No slice of it is open.</param>
    /// <param name="end">How it ended, with the fills of its slices.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    public async Task EndWorkedAsync(
        ApprovedOrder order, OrderReport end, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(end);
        OrderRecord closed = Closed(order.Order, end) with { Report = end with { Fills = [] } };
        OrderRecord standing = await records.KeepFirstAsync(
            OrderRecord.Kind, closed.Id, closed, cancellationToken);
        if (standing.End is not null)
        {
            await FollowEndAsync(standing, cancellationToken);
            await register.EndAsync(order, standing.End.Filled, cancellationToken);
        }
    }

    /// <summary>Books a fill that was found later than its order's end.</summary>
    /// <param name="order">Whose fill it is.</param>
    /// <param name="fill">As its venue tells it.</param>
    /// <param name="tell">
    /// Tells what is odd about the order, before the ledger has the fill: who finds it there looks no more.
    /// </param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    public async Task AddFillAsync(
        ProposedOrder order, Fill fill, Func<OrderRecord, Task> tell, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(fill);
        ArgumentNullException.ThrowIfNull(tell);
        if (await FindAsync(order, cancellationToken) is not { } found)
        {
            return;
        }

        OrderRecord record = await records.ChangeAsync<OrderRecord>(
            OrderRecord.Kind, found.Id,
            present => present!.Apply(present.Report with
            {
                Fills = [.. present.Report.Fills, fill],
                DeskTime = fill.AtUtc > present.Report.DeskTime ? fill.AtUtc : present.Report.DeskTime,
            }),
            cancellationToken);
        await tell(record);
        if (record.Booked < record.Report.Fills.Count)
        {
            await BookAsync(record, cancellationToken);
        }
    }

    // The ledger comes before the mark that it has the fill: a stop in between books it again, to no effect.
    private async Task<OrderRecord> BookAsync(OrderRecord record, CancellationToken cancellationToken)
    {
        foreach (Fill fill in record.Report.Fills.Skip(record.Booked))
        {
            await ledger.PostFillAsync(
                fill with { ReduceOnly = record.Order.ReduceOnly }, cancellationToken);
            await journal.AppendAsync(
                Stream(record.Order), $"filled:{fill.TradeId}", "order-filled", fill.AtUtc, fill,
                cancellationToken);
        }

        int booked = record.Report.Fills.Count;
        return await records.ChangeAsync<OrderRecord>(
            OrderRecord.Kind, record.Id,
            present => present!.Booked >= booked ? present : present with { Booked = booked },
            cancellationToken);
    }

    private Task<JournalEntry> FollowIntentAsync(OrderRecord intent, CancellationToken cancellationToken) =>
        journal.AppendAsync(
            Stream(intent.Order), "intended", "order-intended", intent.IntendedAt!.Value,
            new { intent.CycleId, intent.Order }, cancellationToken);

    private Task<JournalEntry> FollowEndAsync(OrderRecord record, CancellationToken cancellationToken)
    {
        OrderEnd end = record.End!;
        return journal.AppendAsync(
            Stream(record.Order), "ended", "order-ended", end.At, new { end.Status, end.Reason, end.Filled },
            cancellationToken);
    }

    private static OrderRecord Closed(ProposedOrder order, OrderReport end) =>
        new(OrderRecord.IdOf(order), order.DecisionId, order, end) { End = OrderRecord.EndOf(end) };

    // A report of an order without an intent: the venue knows more than the books.
    private static OrderRecord Unsent(ProposedOrder order, DateTimeOffset at) =>
        new(OrderRecord.IdOf(order), order.DecisionId, order, new(
            order.ClientOrderId, OrderStatus.Submitted, [], null, at));

    private static string Stream(ProposedOrder order) => $"order:{order.ClientOrderId}";
}
