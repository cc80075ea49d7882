using TradingBase.Execution;
using TradingBase.Journal;
using TradingBase.Markets;
using TradingBase.Risk;
using TradingBase.Strategy;

namespace TradingBase.Desk;

/// <summary>Cuts orders into slices, and adds up what became of them.</summary>
/// <param name="register">Knows what of an order is neither filled nor open.</param>
/// <param name="orders">Knows what slices have filled, and ends their parents.</param>
/// <param name="records">Keeps how far an order is.</param>
/// <param name="source">Knows what was traded.</param>
/// <remarks>
/// Every method may run twice. One slice works at a time; the fills are the slices', and are booked by them.
/// </remarks>
public sealed class SliceBook(
    ExposureRegister register, OrderBook orders, IRecordStore records, IMarketDataSource source)
{
    private const int MostBars = 500;

    /// <summary>Finds how far an order is.</summary>
    /// <returns>Null when no slice of it was cut yet, and it was not begun.</returns>
    public Task<WorkedOrder?> FindAsync(string clientOrderId, CancellationToken cancellationToken) =>
        records.FindAsync<WorkedOrder>(WorkedOrder.Kind, clientOrderId, cancellationToken);

    /// <summary>Begins to work an order; the first moment stands.</summary>
    public Task<WorkedOrder> StartAsync(
        string clientOrderId, DateTimeOffset deskTime, CancellationToken cancellationToken) =>
        records.KeepFirstAsync<WorkedOrder>(
            WorkedOrder.Kind, clientOrderId, new(clientOrderId, deskTime, 0), cancellationToken);

    /// <summary>Cuts a slice.</summary>
    /// <param name="order">With a plan; it was begun.</param>
    /// <param name="index">Which slice, from zero.</param>
    /// <param name="deskTime">UTC.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>Whole lots, never more than what is neither filled nor open.</returns>
    public async Task<SliceCut> CutAsync(
        ApprovedOrder order, int index, DateTimeOffset deskTime, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        ProposedOrder parent = order.Order;
        ExecutionPlan plan = parent.Plan
            ?? throw new ArgumentException($"Order {parent.ClientOrderId} has no plan.", nameof(order));
        WorkedOrder worked = await records.ChangeAsync<WorkedOrder>(
            WorkedOrder.Kind, parent.ClientOrderId,
            present => present is null
                ? throw new InvalidOperationException($"Order {parent.ClientOrderId} was not begun.")
                : present.Next > index ? present : present with { Next = index + 1 },
            cancellationToken);
        OpenOrder? open = await register.FindAsync(parent.ClientOrderId, cancellationToken);
        if (open is null || open.Order != order)
        {
            return new(null, IsOver: true);
        }

        // A late fill may have come after its slice had ended and given its units back.
        (List<Fill> fills, _) = await ReadAsync(parent, index, cancellationToken);
        decimal left = Math.Min(open.Left, parent.Quantity - fills.Sum(fill => fill.Added));
        DateTimeOffset until = SliceSchedule.EndOf(plan, worked.StartedAt, index);
        if (left <= 0 || deskTime >= until)
        {
            return new(null, IsOver: left <= 0);
        }

        decimal units = plan.Algorithm is ExecutionAlgorithm.Participation
            ? Math.Min(left, await ShareAsync(parent, plan, deskTime, cancellationToken))
            : SliceSchedule.UnitsOf(left, parent.Instrument.Lot, plan.Slices - index);
        return new(units <= 0 ? null : parent with
        {
            ClientOrderId = IdOf(parent, index), Quantity = units, Plan = null, ReplacesId = null,
            ParentId = parent.ClientOrderId, DecidedAt = deskTime, WorksUntil = until,
        });
    }

    /// <summary>Ends an order that was worked.</summary>
    /// <param name="order">No slice of it is to come.</param>
    /// <param name="deskTime">UTC.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>
    /// With the fills of all slices; Unknown, and not ended, while a slice is open still.
    /// </returns>
    public async Task<OrderReport> EndAsync(
        ApprovedOrder order, DateTimeOffset deskTime, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        ProposedOrder parent = order.Order;
        string id = parent.ClientOrderId;
        WorkedOrder? worked = await FindAsync(id, cancellationToken);
        (List<Fill> fills, string? denial) = await ReadAsync(parent, worked?.Next ?? 0, cancellationToken);
        decimal filled = fills.Sum(fill => fill.Added);
        string reason = FormattableString.Invariant(
            $"{filled:0.########} of {parent.Quantity:0.########} units were filled in slices.")
            + (denial is null ? "" : $" Slices were refused: {denial}");
        bool doubtful = (await register.ReadAsync(cancellationToken))
            .Any(open => open.Order.Order.ParentId == id);
        OrderReport report = new(
            id,
            doubtful ? OrderStatus.Unknown
                : filled >= parent.Quantity ? OrderStatus.Filled : OrderStatus.Canceled,
            fills, reason, deskTime);
        if (!doubtful)
        {
            await orders.EndWorkedAsync(order, report, cancellationToken);
        }

        return report;
    }

    private static string IdOf(ProposedOrder parent, int index) => ClientOrderId.Make(
        parent.Strategy, parent.ClientOrderId, parent.Instrument.Id, parent.Side, index);

    // Fills of the first slices, oldest slice first, and why the last refused one was.
    private async Task<(List<Fill> Fills, string? Denial)> ReadAsync(
        ProposedOrder parent, int slices, CancellationToken cancellationToken)
    {
        List<Fill> fills = [];
        string? denial = null;
        for (int i = 0; i < slices; i++)
        {
            CycleVerdict? kept = await records.FindAsync<CycleVerdict>(
                OrderJudge.SliceKind, IdOf(parent, i), cancellationToken);
            if (kept?.Verdict.Orders[0] is not { } verdict)
            {
                continue;
            }

            denial = verdict.Approved is null
                ? verdict.Readings.First(reading => !reading.Passed).Reason
                : denial;
            OrderRecord? record = await orders.FindAsync(verdict.Order, cancellationToken);
            denial = record?.Report is { Status: OrderStatus.Denied } refused ? refused.Reason : denial;
            fills.AddRange(record?.Report.Fills ?? []);
        }

        return (fills, denial);
    }

    // What was traded in the length of a slice, by the newest bars known; a longer bar counts by its part.
    private async Task<decimal> ShareAsync(
        ProposedOrder parent, ExecutionPlan plan, DateTimeOffset deskTime,
        CancellationToken cancellationToken)
    {
        TimeSpan interval = SliceSchedule.IntervalOf(plan);
        BarSeries newest = await source.ReadAsync(parent.Instrument, deskTime, 1, cancellationToken);
        int bars = (int)Math.Clamp(interval / newest.Step, 1, MostBars);
        BarSeries known = bars == 1
            ? newest
            : await source.ReadAsync(parent.Instrument, deskTime, bars, cancellationToken);
        decimal part = Math.Min(1, (decimal)interval.Ticks / newest.Step.Ticks);
        decimal traded = known.Bars.Sum(bar => bar.Volume) * part;
        return Math.Floor(traded * plan.Share / parent.Instrument.Lot) * parent.Instrument.Lot;
    }
}
