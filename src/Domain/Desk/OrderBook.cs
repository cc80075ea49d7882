using TradingBase.Execution;
using TradingBase.Journal;
using TradingBase.Risk;
using TradingBase.Strategy;

namespace TradingBase.Desk;

/// <summary>Writes orders down: intent before effect, every fill once, and where each one ended.</summary>
/// <param name="ledger">Books fills.</param>
/// <param name="journal">One stream per order.</param>
/// <param name="records">What readers see.</param>
/// <param name="register">What the gate's worst case counts: orders from their approval to their end.</param>
/// <remarks>Every method may run twice: the second run changes nothing.</remarks>
public sealed class OrderBook(
    ILedger ledger, IJournal journal, IRecordStore records, ExposureRegister register)
{
    /// <summary>Writes down that an order is about to be sent.</summary>
    /// <returns>
    /// False when the order is not open: it has ended, was released or is not the one that was approved.
    /// Then nothing is written down, and it may not be sent.
    /// </returns>
    public async Task<bool> IntendAsync(
        string cycleId, ApprovedOrder order, DateTimeOffset deskTime, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        ProposedOrder asked = order.Order;
        if (!await register.MarkSentAsync(order, deskTime, cancellationToken))
        {
            return false;
        }

        string id = OrderRecord.IdOf(asked);
        OrderReport submitted = new(asked.ClientOrderId, OrderStatus.Submitted, [], null, deskTime);
        await records.KeepFirstAsync<OrderRecord>(
            OrderRecord.Kind, id, new(id, cycleId, asked, submitted), cancellationToken);
        await journal.AppendAsync(
            Stream(asked), "intended", "order-intended", deskTime, new { CycleId = cycleId, Order = asked },
            cancellationToken);
        return true;
    }

    /// <summary>
    /// Writes down that the wire's checks refused an order; one that was never sent is open no more.
    /// </summary>
    public async Task RefuseAsync(
        string cycleId, ApprovedOrder order, OrderReport refusal, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(refusal);
        await journal.AppendAsync(
            Stream(order.Order), "refused", "order-refused", refusal.DeskTime,
            new { CycleId = cycleId, order.Order, refusal.Reason }, cancellationToken);
        await register.ReleaseAsync(order, cancellationToken);
    }

    /// <summary>Books what a broker reports of an order: fills first, then where it stands.</summary>
    /// <param name="cycleId">Which cycle it is of.</param>
    /// <param name="order">Which order.</param>
    /// <param name="report">Everything known of it.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    public async Task SettleAsync(
        string cycleId, ApprovedOrder order, OrderReport report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(report);
        ProposedOrder asked = order.Order;
        foreach (Fill fill in report.Fills)
        {
            await ledger.PostFillAsync(
                fill with { ReduceOnly = order.Order.ReduceOnly }, cancellationToken);
            await journal.AppendAsync(
                Stream(asked), $"filled:{fill.TradeId}", "order-filled", fill.AtUtc, fill, cancellationToken);
        }

        string id = OrderRecord.IdOf(asked);
        await records.KeepAsync<OrderRecord>(
            OrderRecord.Kind, id, new(id, cycleId, asked, report), cancellationToken);
        if (OrderMoves.HasEnded(report.Status))
        {
            await journal.AppendAsync(
                Stream(asked), "ended", "order-ended", report.DeskTime,
                new { report.Status, report.Reason, Filled = report.Fills.Sum(fill => fill.Quantity) },
                cancellationToken);
        }

        await RegisterAsync(order, report, cancellationToken);
    }

    private static string Stream(ProposedOrder order) => $"order:{order.ClientOrderId}";

    // Only now: whoever judges reads the register before the ledger, and must find each fill in one of them.
    private Task RegisterAsync(ApprovedOrder order, OrderReport report, CancellationToken cancellationToken)
    {
        // The fills of slices are theirs; a parent may report them too.
        decimal filled = report.Fills
            .Where(fill => fill.ClientOrderId == order.Order.ClientOrderId)
            .Sum(fill => fill.Quantity);
        return report.Status switch
        {
            OrderStatus.Denied => register.ReleaseAsync(order, cancellationToken),
            _ when OrderMoves.HasEnded(report.Status) =>
                register.EndAsync(order, filled, cancellationToken),
            _ => register.FillAsync(order, report.Status, filled, report.DeskTime, cancellationToken),
        };
    }
}
