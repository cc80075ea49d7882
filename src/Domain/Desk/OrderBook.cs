using TradingBase.Execution;
using TradingBase.Journal;
using TradingBase.Strategy;

namespace TradingBase.Desk;

/// <summary>Writes orders down: intent before effect, every fill once, and where each one ended.</summary>
/// <param name="ledger">Books fills.</param>
/// <param name="journal">One stream per order.</param>
/// <param name="records">What readers and the gate's worst case see.</param>
/// <remarks>Every method may run twice: the second run changes nothing.</remarks>
public sealed class OrderBook(ILedger ledger, IJournal journal, IRecordStore records)
{
    /// <summary>Writes down that an order is about to be sent.</summary>
    public async Task IntendAsync(
        string cycleId, ProposedOrder order, DateTimeOffset deskTime, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        string id = OrderRecord.IdOf(order);
        OrderRecord intent = new(id, cycleId, order, new(
            order.ClientOrderId, OrderStatus.Submitted, [], null, deskTime));
        OrderRecord standing = await records.KeepFirstAsync(OrderRecord.Kind, id, intent, cancellationToken);

        // A second run that comes late must not put an order that has ended among those that work.
        if (!OrderMoves.HasEnded(standing.Report.Status))
        {
            await records.KeepFirstAsync(OrderRecord.WorkingKind, id, intent, cancellationToken);
        }

        await journal.AppendAsync(
            Stream(order), "intended", "order-intended", deskTime, new { CycleId = cycleId, Order = order },
            cancellationToken);
    }

    /// <summary>Writes down that the wire's checks refused an order.</summary>
    public Task RefuseAsync(
        string cycleId, ProposedOrder order, OrderReport refusal, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(refusal);
        return journal.AppendAsync(
            Stream(order), "refused", "order-refused", refusal.DeskTime,
            new { CycleId = cycleId, Order = order, refusal.Reason }, cancellationToken);
    }

    /// <summary>Books what a broker reports of an order.</summary>
    /// <param name="cycleId">Which cycle it is of.</param>
    /// <param name="order">Which order.</param>
    /// <param name="report">Everything known of it.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    public async Task SettleAsync(
        string cycleId, ProposedOrder order, OrderReport report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(report);
        foreach (Fill fill in report.Fills)
        {
            await ledger.PostFillAsync(fill, cancellationToken);
            await journal.AppendAsync(
                Stream(order), $"filled:{fill.TradeId}", "order-filled", fill.AtUtc, fill, cancellationToken);
        }

        string id = OrderRecord.IdOf(order);
        OrderRecord record = new(id, cycleId, order, report);
        await records.KeepAsync(OrderRecord.Kind, id, record, cancellationToken);
        if (!OrderMoves.HasEnded(report.Status))
        {
            await records.KeepAsync(OrderRecord.WorkingKind, id, record, cancellationToken);
            return;
        }

        await journal.AppendAsync(
            Stream(order), "ended", "order-ended", report.DeskTime,
            new { report.Status, report.Reason, Filled = report.Fills.Sum(fill => fill.Quantity) },
            cancellationToken);
        await records.RemoveAsync(OrderRecord.WorkingKind, id, cancellationToken);
    }

    private static string Stream(ProposedOrder order) => $"order:{order.ClientOrderId}";
}
