using System.Globalization;
using TradingBase.Execution;
using TradingBase.Journal;

namespace TradingBase.Desk;

/// <summary>Takes up open orders whose lifecycle has ended before they did.</summary>
/// <param name="register">What is open.</param>
/// <param name="orders">Ends what was never sent.</param>
/// <param name="slices">Knows which orders are worked.</param>
/// <param name="cancels">Wants back what a person stopped.</param>
/// <param name="records">Counts how often an order was taken up.</param>
/// <param name="journal">The order's stream.</param>
/// <param name="alerts">Tells people.</param>
/// <param name="time">The wall clock.</param>
/// <remarks>
/// Sends nothing. A lifecycle that begins anew finds the intent of its order, so it asks and settles; an
/// order without an intent is ended here and not begun anew, since it may have been stopped for a reason.
/// </remarks>
public sealed class AbandonedOrders(
    ExposureRegister register, OrderBook orders, SliceBook slices, CancelBook cancels, IRecordStore records,
    IJournal journal, AlertBook alerts, TimeProvider time)
{
    private const string By = "order-path";

    /// <summary>Reads the orders that some lifecycle has to look after now.</summary>
    /// <returns>Slices before the order that they are of: that one waits for their end.</returns>
    public async Task<IReadOnlyList<OpenOrder>> ReadAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<OpenOrder> open = await register.ReadAsync(cancellationToken);
        HashSet<string> parents = [.. open.Select(order => order.Order.Order.ParentId).OfType<string>()];
        return [.. open.Where(order => !order.External && !parents.Contains(order.Id))];
    }

    /// <summary>Takes up an order whose lifecycle does not run.</summary>
    /// <param name="clientOrderId">Which order; read before its lifecycle was looked for.</param>
    /// <param name="ended">How its lifecycle ended, or null when there is none.</param>
    /// <param name="stopped">Whether a person ended the lifecycle.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>The order, if its lifecycle shall begin anew; null when nothing is to be begun now.</returns>
    public async Task<OpenOrder?> TakeUpAsync(
        string clientOrderId, string? ended, bool stopped, CancellationToken cancellationToken)
    {
        // Read again: a lifecycle that ended in good order took it out before it ended.
        if (await register.FindAsync(clientOrderId, cancellationToken) is not { External: false } open)
        {
            return null;
        }

        bool worked = await slices.FindAsync(clientOrderId, cancellationToken) is not null;
        if (open.SentAt is null && !worked)
        {
            await EndAsync(open, ended, cancellationToken);
            return null;
        }

        DateTimeOffset now = time.GetUtcNow();
        bool due = false;
        TakenUp taken = await records.ChangeAsync<TakenUp>(
            TakenUp.Kind, clientOrderId,
            before => (due = before is null || before.NotBefore <= now)
                ? new(clientOrderId, (before?.Times ?? 0) + 1, now)
                : before!,
            cancellationToken);
        if (!due)
        {
            return null;
        }

        if (stopped && worked)
        {
            // Whoever stopped it wants no further slice.
            await cancels.AskAsync(clientOrderId, By, "Its lifecycle was ended by hand.", cancellationToken);
        }

        await TellAsync(open, ended, taken, cancellationToken);
        return open;
    }

    // Its cycle may be about to begin it, and an approval of recorded time has long expired by the wall
    // clock; slices are of the present.
    private async Task EndAsync(OpenOrder open, string? ended, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        bool late = open.Order.Order.ParentId is not null && open.Order.ExpiresAt <= now;
        if (ended is not null || late)
        {
            string why = ended is null ? "was not begun in time" : $"ended as {ended} before it was sent";
            await orders.RefuseAsync(
                open.Order,
                new(open.Id, OrderStatus.Denied, [], $"Its lifecycle {why}: it is not sent any more.", now),
                cancellationToken);
        }
    }

    private async Task TellAsync(
        OpenOrder open, string? ended, TakenUp taken, CancellationToken cancellationToken)
    {
        string key = string.Create(CultureInfo.InvariantCulture, $"taken-up:{taken.Times}");
        string message = string.Create(
            CultureInfo.InvariantCulture,
            $"Order {open.Id} is {open.Status} with {open.Left:0.########} units open, and its lifecycle ")
            + (ended is null ? "is not there" : $"ended as {ended}")
            + string.Create(CultureInfo.InvariantCulture, $": it is taken up for the {taken.Times}. time.");
        await journal.AppendAsync(
            $"order:{open.Id}", key, "order-taken-up", taken.LastAt, new { Lifecycle = ended, taken.Times },
            cancellationToken);
        await alerts.RaiseAsync(
            new($"order:{open.Id}:{key}", "order-taken-up",
                taken.Times > 1 ? AlertSeverity.Critical : AlertSeverity.Warning, message, taken.LastAt),
            cancellationToken);
    }
}
