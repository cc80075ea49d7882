using TradingBase.Execution;
using TradingBase.Risk;

namespace TradingBase.Desk;

/// <content>What becomes of one open order: it changes its own row, and can only make less open.</content>
public sealed partial class ExposureRegister
{
    /// <summary>Writes down that an order is about to be sent.</summary>
    /// <param name="order">Exactly the order that was approved.</param>
    /// <param name="at">Desk time, UTC.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <param name="replayed">Whether recorded time is replayed.</param>
    /// <returns>False when that order is not open, so that it may not be sent.</returns>
    public async Task<bool> MarkSentAsync(
        ApprovedOrder order, DateTimeOffset at, CancellationToken cancellationToken,
        bool replayed = false) =>
        await ChangeAsync(
            order,
            open => open.SentAt is null
                ? open with { Status = OrderStatus.Submitted, SentAt = Check.Utc(at), Replayed = replayed }
                : open,
            cancellationToken) is not null;

    /// <summary>Writes down where a sent order stands; an older report changes nothing.</summary>
    /// <param name="order">Exactly the order that was approved.</param>
    /// <param name="status">As reported.</param>
    /// <param name="filled">Units of its fills; all of them are in the ledger.</param>
    /// <param name="at">Desk time of the report, UTC.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    public Task FillAsync(
        ApprovedOrder order, OrderStatus status, decimal filled, DateTimeOffset at,
        CancellationToken cancellationToken) =>
        ChangeAsync(
            order,
            open => filled >= open.Filled
                ? open with { Filled = filled, Status = status, SentAt = open.SentAt ?? Check.Utc(at) }
                : open,
            cancellationToken);

    /// <summary>Takes out an order that has ended, and gives its parent back what it did not fill.</summary>
    /// <param name="order">Exactly the order that was approved; another one changes nothing.</param>
    /// <param name="filled">Units of its fills; all of them are in the ledger.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    public Task EndAsync(ApprovedOrder order, decimal filled, CancellationToken cancellationToken) =>
        RemoveAsync(order, open => Math.Max(open.Filled, filled), cancellationToken);

    /// <summary>Takes out an order that was approved and never sent.</summary>
    /// <param name="order">Exactly the order that was approved; another one changes nothing.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <param name="neverSent">
    /// Whether it is certain that nobody sent it, though somebody had begun to.
    /// </param>
    /// <returns>
    /// False when it is open still: it was sent, or slices of it were, and only their end takes it out.
    /// </returns>
    public Task<bool> ReleaseAsync(
        ApprovedOrder order, CancellationToken cancellationToken, bool neverSent = false) => RemoveAsync(
            order,
            open => open.Sliced == 0 && (neverSent || open.SentAt is null) ? 0 : null, cancellationToken);

    /// <summary>
    /// Releases what nobody may send any more: for orders whose lifecycle died before it sent them.
    /// </summary>
    /// <param name="deskTime">UTC; orders whose approval has expired by then go.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>What was released.</returns>
    public async Task<IReadOnlyList<OpenOrder>> ReleaseExpiredAsync(
        DateTimeOffset deskTime, CancellationToken cancellationToken)
    {
        List<OpenOrder> released = [];
        foreach (OpenOrder open in await ReadAsync(cancellationToken))
        {
            // An order that is worked is never sent itself: it lives as long as its plan.
            TimeSpan worked = TimeSpan.FromMinutes(open.Order.Order.Plan?.Minutes ?? 0);
            if (open.SentAt is null && open.Order.ExpiresAt + (2 * worked) <= deskTime
                && await ReleaseAsync(open.Order, cancellationToken))
            {
                released.Add(open);
            }
        }

        return released;
    }

    private async Task<OpenOrder?> ChangeAsync(
        ApprovedOrder order, Func<OpenOrder, OpenOrder> change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        string key = OrderKey(order.Order.ClientOrderId);
        Changed changed = await StateStoreExtensions.RetryAsync(Partition, async () =>
        {
            StateRow? row = await store.FindAsync(Partition, key, cancellationToken);
            if (row?.ToRecord<OpenOrder>() is not { } open || open.Order != order)
            {
                return new Changed(null);
            }

            OpenOrder next = change(open);
            bool kept = next == open
                || await store.TrySubmitAsync(Partition, [Replace(row, next)], cancellationToken);
            return kept ? new Changed(next) : null;
        });
        return changed.Order;
    }

    // What an order filled says whether it may go, null that it may not.
    private async Task<bool> RemoveAsync(
        ApprovedOrder order, Func<OpenOrder, decimal?> filledOf, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        string key = OrderKey(order.Order.ClientOrderId);
        string? parentKey = order.Order.ParentId is { } id ? OrderKey(id) : null;
        Removed removed = await StateStoreExtensions.RetryAsync(Partition, async () =>
        {
            StateRow? version = parentKey is null ? null : await FindVersionAsync(cancellationToken);
            StateRow? row = await store.FindAsync(Partition, key, cancellationToken);
            if (row?.ToRecord<OpenOrder>() is not { } open || open.Order != order)
            {
                return new Removed(true);
            }

            if (filledOf(open) is not { } filled)
            {
                return new Removed(false);
            }

            List<StateChange> changes = [StateChange.Delete(row)];
            StateRow? parent = parentKey is null
                ? null
                : await store.FindAsync(Partition, parentKey, cancellationToken);
            if (parent is not null)
            {
                // Units wander from row to row: a reader in the middle of its pages must read again.
                OpenOrder holder = parent.ToRecord<OpenOrder>();
                decimal unfilled = Math.Max(0, order.Order.Quantity - filled);
                changes.Add(Replace(parent, holder with { Sliced = holder.Sliced - unfilled }));
                changes.Add(Raise(version));
            }

            bool gone = await store.TrySubmitAsync(Partition, changes, cancellationToken);
            return gone ? new Removed(true) : null;
        });
        return removed.Gone;
    }

    private sealed record Changed(OpenOrder? Order);

    private sealed record Removed(bool Gone);
}
