using TradingBase.Execution;
using TradingBase.Risk;

namespace TradingBase.Desk;

/// <summary>The desk's end of the wire: verifies, sends, asks, takes back, seals what it learns.</summary>
/// <param name="brokers">Finds the broker of a market and repeats the gate's hardest checks.</param>
/// <param name="limits">Tells whether the gate signed an order.</param>
/// <param name="desk">What the desk may do, read just now.</param>
/// <param name="orders">Intents and states of orders.</param>
/// <param name="watch">Tells people what was refused.</param>
/// <param name="approvals">Whether a person approved what needs one.</param>
/// <param name="sealer">Seals reports.</param>
/// <param name="inForce">The limits that were accepted, which bind the wire too.</param>
/// <param name="time">The clock of live orders.</param>
/// <remarks>
/// Thread-safe. A live order is judged by the clock of the moment at which it would be sent, not by a moment
/// that lay in a queue with it; an order of recorded time by the moment of its approval.
/// </remarks>
public sealed class OrderWire(
    BrokerDesk brokers, HardLimits limits, IDeskStateStore desk, OrderBook orders, OrderWatch watch,
    ApprovalBook approvals, ReportSealer sealer, LimitBook inForce, TimeProvider time)
{
    // In replayed time a bar is longer than any plan: such an order is sent as it is.
    private static readonly Denial Worked = new(
        "Slices", "The order is worked in slices and never sent itself.");

    /// <summary>How much two machines' clocks may differ without an order being from the future.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(5);

    /// <summary>What time it is for an order.</summary>
    /// <param name="order">Which.</param>
    /// <param name="replayed">Whether recorded time is replayed.</param>
    public DeskClock ClockOf(ApprovedOrder order, bool replayed)
    {
        ArgumentNullException.ThrowIfNull(order);
        DateTimeOffset now = time.GetUtcNow();
        bool apart = order.ApprovedAt > now && order.ApprovedAt - now <= ClockTolerance;
        return new(replayed || apart ? order.ApprovedAt : now, replayed);
    }

    /// <summary>Says why an order is not this desk's, and tells people; null when it is.</summary>
    public async Task<OrderReport?> FindForgeryAsync(
        ApprovedOrder order, bool replayed, CancellationToken cancellationToken)
    {
        DeskClock now = ClockOf(order, replayed);
        if (limits.IsGenuine(order))
        {
            return null;
        }

        Denial denial = limits.Verify(order, now.DeskTime, TradingState.Active)!;
        await watch.RefuseAsync(order, denial, now.DeskTime, cancellationToken);
        return new(order.Order.ClientOrderId, OrderStatus.Denied, [], denial.Reason, now.DeskTime);
    }

    /// <summary>Places an order once.</summary>
    /// <returns>Where it stands; Denied when the wire's checks refuse it.</returns>
    public async Task<SealedReport> PlaceAsync(
        ApprovedOrder order, bool replayed, CancellationToken cancellationToken)
    {
        DeskClock now = ClockOf(order, replayed);

        // Read for each order: this process may have judged none since its start, and others may accept.
        await inForce.ReadAsync(now.DeskTime, cancellationToken);
        DeskState? state = await desk.FindAsync(cancellationToken);
        Placement placed = await brokers.PlaceAsync(
            order, now, state?.State ?? TradingState.Reducing, orders, cancellationToken,
            order.Order.Plan is not null && !replayed
                ? Worked
                : await approvals.FindDenialAsync(order, cancellationToken),
            stop => FindDenialAsync(order, replayed, stop));
        OrderReport report = placed.Report;
        if (placed.Denial is { } denial)
        {
            // The state's own change was told already. An activity may run again after its order's end, and
            // does so soon: what comes while its approval lives is no news, what comes later is.
            bool isRerun = placed.CameAgain && now.DeskTime < order.ExpiresAt;
            if (denial.Rule is not HardLimits.State && !isRerun)
            {
                await watch.RefuseAsync(order, denial, now.DeskTime, cancellationToken);
            }

            if (report.Status is OrderStatus.Denied
                && denial.Rule is not (HardLimits.Signature or BrokerDesk.Identity))
            {
                report = await orders.RefuseAsync(order, report, cancellationToken);
            }
        }

        return sealer.Seal(report);
    }

    // State, limits and clock as they are now: a venue's quota may have been waited for.
    private async Task<Denial?> FindDenialAsync(
        ApprovedOrder order, bool replayed, CancellationToken cancellationToken)
    {
        DeskClock now = ClockOf(order, replayed);
        await inForce.ReadAsync(now.DeskTime, cancellationToken);
        DeskState? state = await desk.FindAsync(cancellationToken);
        return limits.Verify(order, now.DeskTime, state?.State ?? TradingState.Reducing);
    }

    /// <summary>Says why an order may not begin to be worked in slices; null when it may.</summary>
    /// <returns>Denied: it has ended and is open no more.</returns>
    public async Task<OrderReport?> FindObjectionAsync(
        ApprovedOrder order, bool replayed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        DeskClock now = ClockOf(order, replayed);
        DeskState? state = await desk.FindAsync(cancellationToken);
        Denial? denial = limits.Verify(order, now.DeskTime, state?.State ?? TradingState.Reducing)
            ?? await approvals.FindDenialAsync(order, cancellationToken);
        if (denial is null)
        {
            return null;
        }

        if (denial.Rule is not HardLimits.State)
        {
            await watch.RefuseAsync(order, denial, now.DeskTime, cancellationToken);
        }

        OrderReport refused = new(
            order.Order.ClientOrderId, OrderStatus.Denied, [], denial.Reason, now.DeskTime);
        return denial.Rule is HardLimits.Signature
            ? refused
            : await orders.RefuseAsync(order, refused, cancellationToken);
    }

    /// <summary>Asks where an order stands.</summary>
    public async Task<SealedReport> QueryAsync(
        ApprovedOrder order, bool replayed, CancellationToken cancellationToken) =>
        sealer.Seal(
            await FindForgeryAsync(order, replayed, cancellationToken)
            ?? await brokers.QueryAsync(order, ClockOf(order, replayed), orders, cancellationToken));

    /// <summary>Takes back what is not filled of an order.</summary>
    public async Task<SealedReport> CancelAsync(
        ApprovedOrder order, bool replayed, CancellationToken cancellationToken) =>
        sealer.Seal(
            await FindForgeryAsync(order, replayed, cancellationToken)
            ?? await brokers.CancelAsync(order, ClockOf(order, replayed), orders, cancellationToken));

    /// <summary>Books a sealed report, once it is certain that the wire of this desk made it.</summary>
    /// <returns>Where the order stands, and why the report was refused, or null.</returns>
    public async Task<(OrderReport Report, string? Refusal)> SettleAsync(
        ApprovedOrder order, bool replayed, SealedReport report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (await FindForgeryAsync(order, replayed, cancellationToken) is { } forgery)
        {
            return (forgery, forgery.Reason);
        }

        ArgumentNullException.ThrowIfNull(order);
        if (sealer.FindFault(report, order.Order.ClientOrderId) is { } fault)
        {
            DeskClock now = ClockOf(order, replayed);
            await watch.RefuseAsync(order, new(ReportSeal, fault), now.DeskTime, cancellationToken);
            OrderRecord? standing = await orders.FindAsync(order.Order, cancellationToken);
            return (standing?.Report ?? new(
                order.Order.ClientOrderId, OrderStatus.Unknown, [], fault, now.DeskTime), fault);
        }

        OrderRecord record = await orders.SettleAsync(order, report.Report, cancellationToken);
        await watch.TellAsync(record, cancellationToken);
        return (record.Report, null);
    }

    /// <summary>Rule of refusals of a report whose seal is broken.</summary>
    private const string ReportSeal = "ReportSeal";
}
