using TradingBase.Execution;
using TradingBase.Risk;
using TradingBase.Strategy;

namespace TradingBase.Desk;

/// <summary>Counts the orders that each venue rejects in a row, and holds the desk when there are too many.
/// </summary>
/// <param name="store">A row per venue.</param>
/// <param name="guard">Sets the hold.</param>
/// <param name="options">How many are too many.</param>
/// <remarks>
/// Every method may run twice. An order that the venue takes ends the run, unless it was decided before the
/// last rejected one: a late report of an old order says nothing of the venue now.
/// </remarks>
public sealed class RejectionBook(IStateStore store, DeskGuard guard, GuardOptions options)
{
    private const string Partition = "rejections";
    private const int MostVenues = 1_000;
    private const int MostOrders = 300;

    /// <summary>Counts what a broker reports of an order; what the desk closed by itself is not counted.
    /// </summary>
    /// <param name="venue">Name of the broker.</param>
    /// <param name="order">Which order.</param>
    /// <param name="report">Where it stands.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    public async Task NoteAsync(
        string venue, ProposedOrder order, OrderReport report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(report);
        string key = StateKey.Escape(venue);
        if (report is { Status: OrderStatus.Rejected, ClosedByDesk: false })
        {
            RejectionRun run = await store.ChangeRecordAsync<RejectionRun>(
                Partition, key, present => Longer(present ?? new(venue, [], null), order), cancellationToken);
            await HoldAsync(run, report, cancellationToken);
        }
        else if (WasTaken(report.Status) && !report.ClosedByDesk
            && await store.FindRecordAsync<RejectionRun>(Partition, key, cancellationToken)
                is { Orders.Count: > 0 })
        {
            await store.ChangeRecordAsync<RejectionRun>(
                Partition, key,
                present => present is null || order.DecidedAt >= (present.LastDecidedAt ?? order.DecidedAt)
                    ? new(venue, [], null)
                    : present,
                cancellationToken);
        }
    }

    /// <summary>Reads the counts.</summary>
    /// <returns>Orders rejected in a row by venue; a venue without any may be missing.</returns>
    public async Task<IReadOnlyDictionary<string, int>> ReadAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<StateRow> rows = await store.ReadAsync(
            Partition, null, null, MostVenues, newestFirst: false, cancellationToken);
        return rows.Select(row => row.ToRecord<RejectionRun>())
            .ToDictionary(run => run.Venue, run => run.Orders.Count, StringComparer.Ordinal);
    }

    /// <summary>Begins to count anew at every venue: a person looked at it.</summary>
    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        foreach (string venue in (await ReadAsync(cancellationToken)).Keys)
        {
            await store.ChangeRecordAsync<RejectionRun>(
                Partition, StateKey.Escape(venue), _ => new(venue, [], null), cancellationToken);
        }
    }

    private static bool WasTaken(OrderStatus status) => status
        is not (OrderStatus.Created or OrderStatus.Denied or OrderStatus.Submitted or OrderStatus.Unknown
            or OrderStatus.Rejected);

    private static RejectionRun Longer(RejectionRun run, ProposedOrder order) =>
        run.Orders.Contains(order.ClientOrderId)
            ? run
            : run with
            {
                Orders = [.. run.Orders.Append(order.ClientOrderId).TakeLast(MostOrders)],
                LastDecidedAt = run.LastDecidedAt > order.DecidedAt ? run.LastDecidedAt : order.DecidedAt,
            };

    private async Task HoldAsync(RejectionRun run, OrderReport report, CancellationToken cancellationToken)
    {
        int count = run.Orders.Count, limit = options.MaxRejections;
        if (count > limit)
        {
            TradingState state = count > 2 * limit ? TradingState.Halted : TradingState.Reducing;
            string reason = $"{run.Venue} rejected {count} orders in a row; {limit} are allowed. "
                + $"The last: {report.Reason ?? "without a reason"}";
            await guard.HoldAsync(
                new(StateCauses.Rejections, state, reason, "desk", report.DeskTime), cancellationToken);
        }
    }
}
