using TradingBase.Execution;
using TradingBase.Journal;
using TradingBase.Risk;
using TradingBase.Strategy;

namespace TradingBase.Desk;

/// <summary>Keeps how people want orders changed, and says what takes a changed order's place.</summary>
/// <param name="register">Knows which orders are open.</param>
/// <param name="orders">Knows what an order has filled.</param>
/// <param name="records">Keeps the wish.</param>
/// <param name="journal">The order's stream.</param>
/// <param name="alerts">Tells people when nothing takes the order's place.</param>
/// <param name="time">The wall clock.</param>
/// <remarks>
/// Every method may run twice. A wish to change an order is a wish to take it back first: the new one is
/// made only once the old one has ended for good.
/// </remarks>
public sealed class ReplacementBook(
    ExposureRegister register, OrderBook orders, IRecordStore records, IJournal journal, AlertBook alerts,
    TimeProvider time)
{
    /// <summary>Writes a wish down; the first one of an order stands.</summary>
    /// <param name="clientOrderId">Which order.</param>
    /// <param name="quantity">Most units of the new order; greater than zero, or null.</param>
    /// <param name="limitPrice">Quote currency; greater than zero, or null.</param>
    /// <param name="by">Who.</param>
    /// <param name="why">A sentence.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>The wish, or why it cannot be; neither when no such order is open.</returns>
    public async Task<(ReplacementWish? Wish, string? Refusal)> AskAsync(
        string clientOrderId, decimal? quantity, decimal? limitPrice, string by, string why,
        CancellationToken cancellationToken)
    {
        if (await register.FindAsync(clientOrderId, cancellationToken) is not { } open)
        {
            return (null, null);
        }

        if (await FindRefusalAsync(open, limitPrice, cancellationToken) is { } refusal)
        {
            return (null, refusal);
        }

        ReplacementWish wish = new(
            clientOrderId, quantity is { } units ? Check.Positive(units) : null,
            limitPrice is { } price ? Check.Positive(price) : null, Check.NotBlank(by), Check.NotBlank(why),
            time.GetUtcNow());
        ReplacementWish standing = await records.KeepFirstAsync(
            ReplacementWish.Kind, clientOrderId, wish, cancellationToken);
        if (standing with { AtUtc = wish.AtUtc } != wish)
        {
            return (null, $"{standing.By} wanted the order changed before: {standing.Why}");
        }

        await journal.AppendAsync(
            $"order:{clientOrderId}", "replacement-asked", "replacement-asked", standing.AtUtc, standing,
            cancellationToken);
        return (standing, null);
    }

    /// <summary>Says what takes an order's place.</summary>
    /// <param name="order">It has ended, late fills waited for.</param>
    /// <param name="deskTime">UTC.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>Null when nobody wants it changed.</returns>
    public async Task<Replacement?> FindAsync(
        ApprovedOrder order, DateTimeOffset deskTime, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        ProposedOrder old = order.Order;
        ReplacementWish? wish = await records.FindAsync<ReplacementWish>(
            ReplacementWish.Kind, old.ClientOrderId, cancellationToken);
        if (wish is null)
        {
            return null;
        }

        CancelWish? cancel = await records.FindAsync<CancelWish>(
            CancelWish.Kind, old.ClientOrderId, cancellationToken);
        OrderRecord? record = await orders.FindAsync(old, cancellationToken);
        decimal filled = Math.Max(
            record?.End?.Filled ?? 0, record?.Report.Fills.Sum(fill => fill.Added) ?? 0);
        decimal left = old.Quantity - filled;
        string? refusal =
            cancel is not null ? $"{cancel.By} wanted the order back: {cancel.Why}"
            : record?.End is not { } end ? "The order has not ended."
            : left <= 0 ? FormattableString.Invariant($"All {old.Quantity:0.########} units were filled.")
            : end.Status is not (OrderStatus.Canceled or OrderStatus.Expired)
                ? $"The order was {end.Status}: {end.Reason}"
            : null;
        return refusal is not null ? new(null, refusal) : new(
            old with
            {
                ClientOrderId = IdOf(order),
                Quantity = Math.Min(left, wish.Quantity ?? left),
                LimitPrice = wish.LimitPrice ?? old.LimitPrice,
                DecidedAt = deskTime,
                ReplacesId = old.ClientOrderId,
            },
            null);
    }

    /// <summary>Names the order that takes an order's place.</summary>
    /// <returns>The same id each time.</returns>
    public static string IdOf(ApprovedOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        ProposedOrder old = order.Order;
        return ClientOrderId.Make(old.Strategy, old.ClientOrderId, old.Instrument.Id, old.Side, epoch: 1);
    }

    /// <summary>Writes down what took an order's place, or why nothing did, and tells of that.</summary>
    /// <param name="clientOrderId">The old order.</param>
    /// <param name="newId">The new order's id, or null.</param>
    /// <param name="refusal">Why there is none, or null.</param>
    /// <param name="deskTime">UTC.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    public async Task ConcludeAsync(
        string clientOrderId, string? newId, string? refusal, DateTimeOffset deskTime,
        CancellationToken cancellationToken)
    {
        // The first conclusion stands: a run that comes after a stop comes at a later desk time.
        await journal.AppendFirstAsync(
            $"order:{clientOrderId}", "replaced", newId is null ? "order-not-replaced" : "order-replaced",
            deskTime, new { newId, refusal }, cancellationToken);
        if (refusal is not null)
        {
            await alerts.RaiseAsync(
                new($"replacement:{clientOrderId}", "replacement", AlertSeverity.Warning,
                    $"Nothing takes the place of order {clientOrderId}: {refusal}", deskTime),
                cancellationToken);
        }
    }

    private async Task<string?> FindRefusalAsync(
        OpenOrder open, decimal? limitPrice, CancellationToken cancellationToken)
    {
        CancelWish? cancel = await records.FindAsync<CancelWish>(CancelWish.Kind, open.Id, cancellationToken);
        ProposedOrder order = open.Order.Order;
        return
            open.External ? "Somebody else sent the order: it can be taken back only."
            : order.ParentId is not null ? $"The order is a slice: change its parent {order.ParentId}."
            : open.Order.Purpose is OrderPurpose.Exit ? "The order is an exit of the kill switch."
            : limitPrice is not null && order.LimitPrice is null
                ? $"The order is of type {order.Type}, which has no limit price."
            : cancel is not null ? $"{cancel.By} wants the order back already: {cancel.Why}"
            : null;
    }
}
